/** A pack that brings a kit with its own firmware: from the author's folder to a car that drives, and away again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../core/pack/testing/sample-pack.ts';
import { buildPack } from '../../core/pack/write-pack.ts';
import type { BoardState } from '../../core/protocol/board-progress.ts';
import { runGuiji } from '../cli/testing/run-guiji.ts';
import { InProcessCar } from '../emulator/testing/in-process-car.ts';
import { openPacks } from '../packs/open-packs.ts';
import { PACK_READERS } from '../packs/pack-readers.ts';
import type { Packs } from '../packs/packs.ts';
import { EmulatedDevices, requestOf } from '../sessions/testing/emulated-devices.ts';
import { KitImages } from './kit-images.ts';
import { KitShelf } from './kit-shelf.ts';
import { KIT_FIRMWARE, KIT_ID, KIT_PACK, kitPack, kitPackFiles, packKit } from './testing/kit-pack.ts';

const REFERENCE = `${KIT_PACK}/${KIT_ID}`;

let dataFolder = '';
let packs: Packs;
let shelf: KitShelf;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'guiji 型号 '));
  packs = openPacks({ dataFolder, nowMs: () => 1_700_000_000_000 });
  shelf = new KitShelf(dataFolder, packs);
  const bytes = kitPack();
  const uploadId = valueOf(await packs.uploads.begin(bytes.length));
  valueOf(await packs.uploads.append(uploadId, 0, bytes));
  valueOf(await packs.install(valueOf(await packs.uploads.whole(uploadId)), { agreed: ['unknown-publisher'] }));
});
afterEach(() => rm(dataFolder, { recursive: true }));

const labWith = (board: InProcessCar) => new EmulatedDevices({ images: new KitImages(shelf, packs) }, board);

async function flash(lab: EmulatedDevices, profile: unknown): Promise<BoardState | undefined> {
  const states: BoardState[] = [];
  const about = { deviceId: 'virtual-car', profileId: KIT_ID, profile };
  const begun = await lab.settle(lab.devices.prepareBoard(about, (state) => states.push(state)));
  if (!begun.ok) return { step: 'failed', fault: begun.fault };
  await lab.until(() => ['ready', 'failed'].includes(states.at(-1)?.step ?? ''), 30_000);
  return states.at(-1);
}

describe('a pack that brings a kit with its own firmware', () => {
  it('is refused when it is built without the file, with another one, or with one that no kit names', () => {
    const codeWith = (changes: Readonly<Record<string, Uint8Array>>, without?: string) => {
      const files = new Map(kitPackFiles(changes));
      if (without !== undefined) files.delete(without);
      const built = buildPack(files, PACK_READERS);
      return built.ok ? 'built' : [built.fault.code, built.fault.params['problem']];
    };
    expect(codeWith({})).toBe('built');
    expect(codeWith({}, 'profiles/car/town.hex')).toEqual(['pack.bad-profile', 'firmware.missing-image town.hex']);
    expect(codeWith({ 'profiles/car/town.hex': KIT_FIRMWARE.slice(1) })).toEqual(['pack.bad-profile', 'firmware.wrong-hash town.hex']);
    expect(codeWith({ 'profiles/car/other.hex': KIT_FIRMWARE })).toEqual(['pack.stray-firmware', undefined]);
  });

  it('flashes its firmware into the chip, drives, goes on driving when the pack is removed, and is then gone', async () => {
    const profile = valueOf(await packs.document('profiles', REFERENCE));
    const lab = labWith(new InProcessCar({ blank: true, profile: packKit() }));
    expect(await flash(lab, profile)).toMatchObject({
      step: 'ready',
      chip: 'ATmega328P',
      firmware: expect.stringContaining('StandardFirmata'),
    });
    await lab.until(() => lab.devices.devices.every(({ busy }) => !busy));

    const session = lab.devices.openSession('virtual-car', { trackId: 'oval', profileId: KIT_ID, profile });
    await lab.until(() => session.status.state === 'ready');
    void session.run(requestOf('forever(() => { car.drive(60, 60); wait(5); });', { profileId: KIT_ID }));
    await lab.until(() => lab.board.car.world.motors.leftPercent > 50);
    valueOf(await packs.remove(KIT_PACK));
    await lab.runMs(500);
    expect(lab.board.car.world.motors.leftPercent).toBeGreaterThan(50);
    await lab.settle(session.stop());
    await lab.until(() => lab.motorsAreOff);
    await lab.settle(session.close());

    expect(await packs.document('profiles', REFERENCE)).toMatchObject({ ok: false, fault: { code: 'pack.not-found' } });
    expect(await flash(lab, profile)).toMatchObject({ step: 'failed', fault: { code: 'firmware.missing-image' } });
    expect(lab.bugs).toEqual([]);
  });

  it('gives its firmware to a copy that the school keeps, which outlives the pack', async () => {
    valueOf(await shelf.keep({ ...packKit(), id: 'our-town-car' }));
    valueOf(await packs.remove(KIT_PACK));
    const [kit] = (await shelf.list()).kits;
    const image = kit!.images.find(({ id }) => id === 'town')!;
    expect(image.file).toMatch(/^town\.[0-9a-f]{8}\.hex$/);
    expect(await new KitImages(shelf, packs).find(kit!.id, image)).toEqual({ ok: true, value: Buffer.from(KIT_FIRMWARE) });
    valueOf(await shelf.keep({ ...kit!, images: kit!.images.filter(({ id }) => id !== 'town'), firmware: { protocol: 'firmata' } }));
    expect(await shelf.image(image.sha256)).toBeUndefined();
  });

  it('is a car for the command line', async () => {
    const program = join(dataFolder, 'p.ts');
    await writeFile(program, 'car.drive(60, 60); wait(400); car.stop();');
    const guiji = (...args: string[]) => runGuiji('run', program, '--car', REFERENCE, '--data', dataFolder, '--json', ...args);
    const ran = await guiji();
    expect([ran.exitCode, ran.json()['ended']]).toEqual([0, 'finished']);
    valueOf(await packs.remove(KIT_PACK));
    expect((await guiji()).json()['error']).toMatchObject({ code: 'pack.not-found' });
  });
});
