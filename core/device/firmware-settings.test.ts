import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firmwareSettings, withBaud } from './firmware-settings.ts';
import { parseIntelHex, type HexSegment } from './intel-hex.ts';

function image(path: string): readonly HexSegment[] {
  const parsed = parseIntelHex(readFileSync(new URL(`../../firmware-profiles/${path}`, import.meta.url), 'latin1'));
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
}

describe.each(['guiji-atmega328p.hex', 'guiji-atmega2560.hex'])('the settings block of %s', (file) => {
  const original = image(`firmware/${file}`);

  it('says version and speed', () => {
    expect(firmwareSettings(original)).toEqual({ version: '1.0', baud: 57_600 });
  });

  it('takes another speed and changes nothing but these four bytes', () => {
    const changed = withBaud(original, 500_000);
    expect(firmwareSettings(changed)).toEqual({ version: '1.0', baud: 500_000 });
    const bytes = (segments: readonly HexSegment[]): number[] => segments.flatMap((segment) => [...segment.bytes]);
    const before = bytes(original);
    const differing = bytes(changed).flatMap((byte, index) => (byte === before[index] ? [] : [index]));
    expect(differing.length).toBeLessThanOrEqual(4);
    expect(differing.at(-1)! - differing[0]!).toBeLessThan(4);
    expect(withBaud(changed, 57_600)).toEqual(original);
  });
});

it('leaves an image of others as it is', () => {
  const others = image('uno-line-car/standard-firmata.hex');
  expect(firmwareSettings(others)).toBeUndefined();
  expect(withBaud(others, 115_200)).toBe(others);
});
