import { describe, expect, it } from 'vitest';
import lineCar from '../../firmware-profiles/uno-line-car/profile.json' with { type: 'json' };
import { baudsOf, firmwareImageOf, parseRobotProfile, partOf } from './profile.ts';

const codeOf = (json: unknown): string | undefined => {
  const parsed = parseRobotProfile(json);
  return parsed.ok ? undefined : parsed.fault.code;
};

describe('parseRobotProfile', () => {
  it('takes the shipped line car, with its parts by type', () => {
    const parsed = parseRobotProfile(lineCar);
    expect(parsed.ok && partOf(parsed.value, 'line')?.sensors.length).toBe(5);
  });

  it('says which entry is wrong', () => {
    const parsed = parseRobotProfile({ ...lineCar, body: { ...lineCar.body, wheelBaseMm: -1 } });
    expect(parsed).toMatchObject({ ok: false, fault: { code: 'profile.invalid', params: { path: 'body.wheelBaseMm' } } });
  });

  it.each([
    ['body', 'wheelBaseMm', [0, -1, 29, NaN, Infinity, null]],
    ['body', 'wheelDiameterMm', [0, 1e308]],
    ['body', 'massG', [0, Infinity]],
    ['dynamics', 'topSpeedMmPerS', [0, Infinity, NaN, 5001]],
    ['dynamics', 'motorLagMs', [-1, NaN, 2001]],
    ['dynamics', 'speedCurve', [-1.01, 1.01]],
    ['dynamics', 'gripMmPerS2', [0, Infinity]],
    ['dynamics', 'casterDragMmPerS2', [-1, NaN]],
  ] as const)('refuses a %s.%s that no car has', (group, entry, values) => {
    for (const value of values) {
      const parsed = parseRobotProfile({ ...lineCar, [group]: { ...lineCar[group], [entry]: value } });
      expect(parsed).toMatchObject({ ok: false, fault: { code: 'profile.invalid', params: { path: `${group}.${entry}` } } });
    }
  });

  it('refuses a sensor that sits a mile away from its car', () => {
    const parts = lineCar.parts.map((part) => (part.type === 'sonar' ? { ...part, xMm: 1e300 } : part));
    expect(codeOf({ ...lineCar, parts })).toBe('profile.invalid');
  });

  it('refuses infinite numbers and entries it does not know', () => {
    expect(parseRobotProfile({ ...lineCar, dynamics: { ...lineCar.dynamics, topSpeedMmPerS: Infinity } }).ok).toBe(false);
    expect(parseRobotProfile({ ...lineCar, onStart: 'rm' }).ok).toBe(false);
  });

  it('tells a newer version apart from a wrong file', () => {
    expect(parseRobotProfile({ ...lineCar, version: 6 })).toMatchObject({
      ok: false,
      fault: { code: 'profile.newer-version', params: { version: 6 } },
    });
    expect(parseRobotProfile('text')).toMatchObject({ ok: false, fault: { code: 'profile.invalid' } });
  });

  it('names the part whose wiring cannot be', () => {
    const parts = [...lineCar.parts, { type: 'light', pin: 'A5', rawDark: 0, rawBright: 1 }];
    expect(parseRobotProfile({ ...lineCar, parts })).toMatchObject({
      ok: false,
      fault: { code: 'profile.pin-twice', params: { path: 'parts.6', pin: 'A5', other: 'sonar' } },
    });
  });

  it('refuses images that are not there, of the wrong kind or without a baud', () => {
    expect(codeOf({ ...lineCar, firmware: { ...lineCar.firmware, image: 'other' } })).toBe('profile.no-such-image');
    expect(codeOf({ ...lineCar, firmware: { ...lineCar.firmware, image: 'optiboot' } })).toBe('profile.no-such-image');
    const images = lineCar.images.map(({ baud: _, ...image }) => image);
    expect(codeOf({ ...lineCar, images })).toBe('profile.image-without-baud');
  });

  it('lets no image lead out of the folders of profiles', () => {
    for (const file of ['../../secret.hex', '/etc/passwd', 'a/b/c.hex', '..\\x.hex', 'a/../x.hex']) {
      expect(codeOf({ ...lineCar, images: lineCar.images.map((image) => ({ ...image, file })) })).toBe('profile.invalid');
    }
  });

  it('refuses digital sensors with readings between 0 and 1', () => {
    const parts = lineCar.parts.map((part) => (part.type === 'line' ? { ...part, kind: 'digital' } : part));
    expect(codeOf({ ...lineCar, parts })).toBe('profile.not-digital');
  });
});

describe('a profile of version 2, as a school may have it', () => {
  it('drives as it did: what it did not know is switched off', () => {
    const { widthMm, lengthMm, wheelBaseMm, axleToFrontMm, wheelDiameterMm } = lineCar.body;
    const { topSpeedMmPerS, motorLagMs, deadZonePercent, gainSpread } = lineCar.dynamics;
    const { line, sonar } = lineCar.sensing;
    const parsed = parseRobotProfile({
      ...lineCar,
      version: 2,
      body: { widthMm, lengthMm, wheelBaseMm, axleToFrontMm, wheelDiameterMm },
      dynamics: { topSpeedMmPerS, motorLagMs, deadZonePercent, gainSpread },
      sensing: {
        line: { spotMm: line.spotMm, noise: line.noise, delayMs: line.delayMs },
        sonar: { beamDeg: sonar.beamDeg, noiseMm: sonar.noiseMm, periodMs: sonar.periodMs, minMm: sonar.minMm },
      },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
    expect(parsed.value.version).toBe(5);
    expect(parsed.value.dynamics).toMatchObject({ topSpeedMmPerS, speedCurve: 0, batterySag: 0, casterDragMmPerS2: 0 });
    expect(parsed.value.sensing.line).toMatchObject({ noise: line.noise, spread: 0, sunlight: 0 });
    expect(parsed.value.sensing.sonar).toMatchObject({ glanceDeg: 90, echoLoss: 0 });
  });
});

describe('a profile of version 1, as in an old recording', () => {
  it('means what it meant', () => {
    const { images: _images, transport: _transport, calibration: _calibration, board, parts, ...rest } = lineCar;
    const { bootloaders: _bootloaders, analogInputs: _inputs, ...oldBoard } = board;
    const sha256 = 'a4d7c6d71ac531f9fae6b03cdfd6944ed3d0b6a0dd525e98cea07d804a402045';
    const old = {
      ...rest,
      version: 1,
      board: { ...oldBoard, bootloader: { protocol: 'stk500v1', baud: 115200, startByte: 32256, image: 'optiboot-atmega328.hex' } },
      firmware: { protocol: 'firmata', baud: 57600, image: 'standard-firmata.hex', sha256 },
      parts: parts.map((part) => (part.type === 'button' ? { type: 'button', pin: part.pin, pullUp: part.pullUp } : part)),
    };
    const parsed = parseRobotProfile(old);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
    expect(parsed.value.parts).toEqual(lineCar.parts);
    expect(baudsOf(parsed.value)).toEqual([57600]);
    expect(firmwareImageOf(parsed.value)).toMatchObject({ file: 'standard-firmata.hex', sha256 });
  });
});
