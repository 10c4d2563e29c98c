/** Our firmware and StandardFirmata, put to the same cases of the protocol. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONFORMANCE_CASES } from './conformance-cases.ts';
import { FirmwareBench, GUIJI_2560, GUIJI_328P, STANDARD_FIRMATA } from './firmware-bench.ts';

/** Where StandardFirmata 2.5.8 does otherwise; docs/protocols/firmware.md §4 says why, in the same words. */
const STANDARD_FIRMATA_DIFFERS: ReadonlySet<string> = new Set([
  'version-2.7',
  'firmware-name',
  'system-variables',
  'extended-report-analog',
  'pwm-too-high',
  'servo-quiet',
  'reset',
  'cut-sysex',
  'too-long-sysex',
]);

describe.each([GUIJI_328P, GUIJI_2560])('$name on an $chip', (firmware) => {
  let board: FirmwareBench;
  beforeAll(() => {
    board = new FirmwareBench(firmware);
  });

  it.each(CONFORMANCE_CASES)('$id: $title', ({ check }) => {
    board.reset();
    check(board);
  });
});

describe('StandardFirmata', () => {
  let board: FirmwareBench;
  beforeAll(() => {
    board = new FirmwareBench(STANDARD_FIRMATA);
  });

  it.each(CONFORMANCE_CASES)('$id: does as the documentation says', ({ id, check }) => {
    board.reset();
    const conforms = (): void => check(board);
    if (STANDARD_FIRMATA_DIFFERS.has(id)) expect(conforms).toThrow();
    else conforms();
  });

  it('differs in what the documentation lists, and nothing else', () => {
    const page = readFileSync(new URL('../../docs/protocols/firmware.md', import.meta.url), 'utf8');
    const listed = [...page.slice(page.indexOf('## 4.')).matchAll(/^\| `([a-z0-9.-]+)` \|/gm)].map(([, id]) => id);
    expect(new Set(listed)).toEqual(STANDARD_FIRMATA_DIFFERS);
  });
});
