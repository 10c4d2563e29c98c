import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ByteStream } from '../../core/device/byte-stream.ts';
import { baudsOf } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { startVirtualCar, type VirtualCarDevice } from './virtual-car-device.ts';

// It emulates in real time, in a thread of its own, beside whatever else this computer does.

const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const started: VirtualCarDevice[] = [];

function start(options: { blank?: boolean } = {}): VirtualCarDevice {
  const device = startVirtualCar({ profile, track: shippedTrack('oval')!, seed: 1, ...options });
  started.push(device);
  return device;
}

async function open(device: VirtualCarDevice, baud: number): Promise<ByteStream> {
  const opened = await device.opener.open({ baud });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

/** The first bytes that the board sends, at least `count`. */
function firstBytes(stream: ByteStream, count: number): Promise<number[]> {
  const bytes: number[] = [];
  return new Promise((resolve) =>
    stream.events.subscribe((event) => {
      if (event.kind === 'data') bytes.push(...event.bytes);
      if (bytes.length >= count) resolve(bytes);
    }),
  );
}

const firstFrames = (device: VirtualCarDevice): Promise<readonly TelemetryFrame[]> =>
  new Promise((resolve) => {
    const unsubscribe = device.telemetry.subscribe((frames) => {
      unsubscribe();
      resolve(frames);
    });
  });

afterEach(async () => {
  await Promise.all(started.splice(0).map((device) => device.close()));
});

describe('the virtual car as a device', () => {
  it('resets its board when it is opened, and the firmware says hello', async () => {
    const stream = await open(start(), baudsOf(profile)[0]);
    expect((await firstBytes(stream, 3)).slice(0, 3)).toEqual([0xf9, 2, 7]);
  });

  it('is busy while somebody has it, and free afterwards', async () => {
    const device = start({ blank: true });
    const stream = await open(device, 115_200);
    expect(await device.opener.open({ baud: 115_200 })).toMatchObject({ ok: false, fault: { code: 'device.busy' } });
    const events: string[] = [];
    stream.events.subscribe(({ kind }) => events.push(kind));
    await stream.close();
    await stream.close();
    expect(events).toEqual(['closed']);
    expect((await device.opener.open({ baud: 115_200 })).ok).toBe(true);
  });

  it('shows its car on the track, in the time of its chip', async () => {
    const device = start({ blank: true });
    await open(device, 115_200);
    const [frame] = await firstFrames(device);
    const { start: place } = shippedTrack('oval')!;
    expect(frame).toMatchObject({ leftPercent: 0, rightPercent: 0, led: 'off', lap: 0 });
    expect(frame?.pose?.xMm).toBeCloseTo(place.xMm, 0);
    expect(frame?.line).toHaveLength(5);
    await new Promise<void>((resolve) => device.clock.after(20, resolve));
    expect(device.clock.nowMs()).toBeGreaterThan(20);
  });

  it('goes to another track when it is placed there', async () => {
    const device = start({ blank: true });
    await open(device, 115_200);
    const track = shippedTrack('figure-eight')!;
    device.place(track);
    await vi.waitUntil(
      async () => (await firstFrames(device)).some(({ pose }) => Math.abs((pose?.xMm ?? 0) - track.start.xMm) < 1),
      30_000,
    );
  });

  it('tells of pins that are watched', async () => {
    const device = start({ blank: true });
    device.watchPins([13]);
    const change = new Promise((resolve) => device.pinChanges.subscribe(resolve));
    // Optiboot blinks the lamp.
    await open(device, 115_200);
    expect(await change).toMatchObject({ pin: 13 });
  });

  it('holds the images in its flash', async () => {
    const device = start({ blank: true });
    const flash = await device.readFlash();
    expect(flash).toHaveLength(32_768);
    expect(flash[0]).toBe(0xff);
    expect(flash[0x7e00]).not.toBe(0xff);
  });

  it('opens no more once it is closed', async () => {
    const device = start({ blank: true });
    const stream = await open(device, 115_200);
    await device.close();
    expect(stream.isOpen).toBe(false);
    stream.write(Uint8Array.of(1));
    expect(await device.opener.open({ baud: 115_200 })).toMatchObject({ ok: false, fault: { code: 'device.open-failed' } });
  });
});
