import { describe, expect, it } from 'vitest';
import type { BoardState } from '../../core/protocol/board-progress.ts';
import { DEFAULT_PROFILE_ID } from '../../firmware-profiles/index.ts';
import { EmulatedDevices } from './testing/emulated-devices.ts';

const CAR = { deviceId: 'virtual-car', profileId: DEFAULT_PROFILE_ID };
const isOver = ({ step }: BoardState): boolean => step === 'ready' || step === 'failed';

describe('making a board ready', () => {
  it('writes, reads back, hears the firmware, and gives the board free; meanwhile nobody else has it', async () => {
    const lab = new EmulatedDevices();
    const states: BoardState[] = [];
    expect(await lab.settle(lab.devices.prepareBoard(CAR, (state) => states.push(state)))).toEqual({ ok: true, value: undefined });
    expect(await lab.devices.prepareBoard(CAR, () => {})).toMatchObject({ ok: false, fault: { code: 'device.busy' } });
    await lab.until(() => states.some(isOver), 30_000);
    expect(states.at(-1)).toMatchObject({ step: 'ready', chip: 'ATmega328P' });
    const steps = states.map((state) => (state.step === 'flashing' ? state.phase : state.step));
    expect([...new Set(steps)]).toEqual(['connecting', 'writing', 'reading-back', 'starting', 'testing', 'ready']);
    await lab.until(() => lab.devices.devices.every(({ busy }) => !busy));
    expect(lab.bugs).toEqual([]);
  });

  it('stops between two pages when it is told to, and says that the board must be flashed again', async () => {
    const lab = new EmulatedDevices();
    const states: BoardState[] = [];
    await lab.settle(lab.devices.prepareBoard(CAR, (state) => states.push(state)));
    await lab.until(() => states.some((state) => state.step === 'flashing' && state.percent >= 5));
    lab.devices.cancelPreparing(CAR.deviceId);
    await lab.until(() => states.some(isOver));
    expect(states.at(-1)).toMatchObject({ step: 'failed', fault: { code: 'flash.cancelled' } });
  });

  it('refuses a kit that nobody knows, and one whose firmware comes from elsewhere, before it touches the board', async () => {
    const { devices } = new EmulatedDevices();
    const codeFor = async (profileId: string): Promise<string> => {
      const begun = await devices.prepareBoard({ ...CAR, profileId }, () => {});
      return begun.ok ? 'ok' : begun.fault.code;
    };
    expect(await codeFor('no-such-kit')).toBe('run.unknown-profile');
    expect(await codeFor('esp32-wifi-car')).toBe('firmware.missing-image');
    expect(devices.devices.every(({ busy }) => !busy)).toBe(true);
  });
});
