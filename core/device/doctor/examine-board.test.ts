import { describe, expect, it } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { withStandardFirmata } from '../../../bridge/emulator/testing/standard-firmata.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { fail } from '../../base/result.ts';
import type { ByteStreamOpener } from '../byte-stream.ts';
import type { BoardAnswer } from './doctor-facts.ts';
import { examineBoard } from './examine-board.ts';

const profile = withStandardFirmata(shippedProfile(DEFAULT_PROFILE_ID)!);
const CHIP_MS_MAX = 60_000;

function examineCar(bench: InProcessCar, { opener = bench.opener, bauds = [57_600] as [number, ...number[]] } = {}): Promise<BoardAnswer> {
  return bench.until(examineBoard({ opener, clock: bench.clock, bauds, bootloaderBauds: [57_600, 115_200] }), CHIP_MS_MAX);
}

/** What the board sends comes, what we send is lost: another device drives the line. */
function deafOpener(opener: ByteStreamOpener): ByteStreamOpener {
  return {
    open: async (options) => {
      const opened = await opener.open(options);
      if (opened.ok) opened.value.write = () => {};
      return opened;
    },
  };
}

describe('asking an emulated board who it is', () => {
  it('hears Firmata at the speed of its kit', async () => {
    const bench = new InProcessCar({ profile });
    expect(await examineCar(bench)).toMatchObject({ kind: 'firmata', baud: 57_600, wantedBaud: 57_600, major: 2 });
    expect(bench.stream).toBeUndefined();
    expect(bench.clock.timers.size).toBe(0);
  });

  it('finds the speed of a firmware that speaks at another one', async () => {
    expect(await examineCar(new InProcessCar({ profile }), { bauds: [115_200] })).toMatchObject({
      kind: 'firmata',
      baud: 57_600,
      wantedBaud: 115_200,
    });
  });

  it('tells a board that speaks and hears nothing', async () => {
    const bench = new InProcessCar({ profile });
    expect(await examineCar(bench, { opener: deafOpener(bench.opener) })).toEqual({ kind: 'deaf', baud: 57_600 });
  });

  it('finds the bootloader of an empty board', async () => {
    expect(await examineCar(new InProcessCar({ profile, blank: true }))).toEqual({ kind: 'blank', baud: 115_200 });
  });

  it('says why a port did not open', async () => {
    const opener: ByteStreamOpener = { open: () => Promise.resolve(fail('device.busy', { device: 'COM3', what: 'Access denied' })) };
    expect(await examineCar(new InProcessCar({ profile }), { opener })).toEqual({
      kind: 'not-opened',
      fault: 'device.busy',
      what: 'Access denied',
    });
  });
});
