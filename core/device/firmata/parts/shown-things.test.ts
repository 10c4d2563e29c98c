import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../base/emitter.ts';
import { colourNameOf } from '../../../robot/colour-names.ts';
import type { GuijiLink, GuijiMessage } from '../guiji/guiji-link.ts';
import { OwnSensors } from '../guiji/own-sensors.ts';
import { SUB, u14 } from '../guiji/sysex.ts';
import { rgbOf } from './colours.ts';
import { glyphOf } from './display-font.ts';
import { segmentsOf } from './seven-segments.ts';

describe('what a display shows', () => {
  it.each([
    ['42', [0, 0, 0x66, 0x5b]],
    ['12:34', [0x06, 0x5b | 0x80, 0x4f, 0x66]],
    ['-1.5', [0, 0x40, 0x06 | 0x80, 0x6d]],
    ['Go', [0x3d, 0x5c, 0, 0]],
    ['123456', [0x06, 0x5b, 0x4f, 0x66]],
  ])('of four digits for %s', (text, segments) => {
    expect(segmentsOf(text)).toEqual(segments);
  });

  it('is five columns a character, small letters as capitals, and a box for what has no picture', () => {
    expect([...glyphOf('I')]).toEqual([0, 0x41, 0x7f, 0x41, 0]);
    expect(glyphOf('a')).toEqual(glyphOf('A'));
    expect([...glyphOf('好')]).toEqual([0x7f, 0x41, 0x41, 0x41, 0x7f]);
  });
});

describe('colours', () => {
  it.each([
    ['red', [255, 0, 0]],
    ['#0a0B0c', [10, 11, 12]],
    ['off', [0, 0, 0]],
    ['no colour', [255, 255, 255]],
  ])('of a lamp: %s', (text, rgb) => {
    expect(rgbOf(text)).toEqual(rgb);
  });

  it.each([
    [[0.02, 0.02, 0.03], 'black'],
    [[0.8, 0.78, 0.75], 'white'],
    [[0.5, 0.1, 0.1], 'red'],
    [[0.1, 0.4, 0.15], 'green'],
    [[0.05, 0.1, 0.5], 'blue'],
    [[0.6, 0.5, 0.1], 'yellow'],
  ] as const)('under a sensor: %s is %s', (seen, name) => {
    expect(colourNameOf(seen)).toBe(name);
  });
});

describe('a block of our firmware’s sensors', () => {
  const steps = (value: number): readonly number[] => [value & 127, (value >> 7) & 127, (value >> 14) & 127];

  it('is line, sonar and encoders in their order; steps go on over the end of their numbers', () => {
    const messages = new Emitter<GuijiMessage>();
    const sent: number[][] = [];
    const link = { messages, send: (...bytes: number[]) => sent.push(bytes) } as unknown as GuijiLink;
    const sensors = new OwnSensors(link);
    const seen: unknown[] = [];
    sensors.line(
      [
        { pin: 14, kind: 'analog' },
        { pin: 15, kind: 'analog' },
      ],
      (shares) => seen.push([...shares]),
    );
    sensors.sonar({ trigger: 9, echo: 9, periodMs: 50 }, (mm) => seen.push(mm));
    sensors.encoder({ a: 2 }, (moved) => seen.push(moved));
    sensors.start(57_600);
    expect(sent).toEqual([
      [SUB.sensors, 10, 0, 14, 0, 15, 0],
      [SUB.sonar, 9, 9, 50, 0],
      [SUB.encoder, 0, 2, 127, 1],
    ]);
    const block = (mm: number, counted: number): void =>
      messages.emit({ sub: SUB.sensors, payload: [1, 0, 0, 0, ...u14(0), ...u14(1023), ...u14(mm), ...steps(counted)] });
    block(500, 2 ** 21 - 3);
    block(16_383, 4);
    expect(seen).toEqual([[0, 1], 500, 0, [0, 1], Infinity, 7]);
  });

  it('of another set-up is left alone', () => {
    const messages = new Emitter<GuijiMessage>();
    const sensors = new OwnSensors({ messages, send: () => {} } as unknown as GuijiLink);
    const seen: unknown[] = [];
    sensors.line([{ pin: 14, kind: 'analog' }], (shares) => seen.push(shares));
    messages.emit({ sub: SUB.sensors, payload: [1, 0, 0, 0, ...u14(1), ...u14(2)] });
    expect(seen).toEqual([]);
  });
});
