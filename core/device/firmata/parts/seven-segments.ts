/** Four places of seven segments. Layer: device. Segments a … g in bits 0 … 6, the dot or colon in bit 7. */

const PLACES = 4;
const DOT = 0x80;

/** Letters that seven segments cannot show look like the nearest they can. */
const SEGMENTS: Readonly<Record<string, number>> = {
  ...{ 0: 0x3f, 1: 0x06, 2: 0x5b, 3: 0x4f, 4: 0x66, 5: 0x6d, 6: 0x7d, 7: 0x07, 8: 0x7f, 9: 0x6f, ' ': 0, '-': 0x40, _: 0x08, '=': 0x48 },
  ...{ a: 0x77, b: 0x7c, c: 0x39, d: 0x5e, e: 0x79, f: 0x71, g: 0x3d, h: 0x76, i: 0x06, j: 0x1e, k: 0x75, l: 0x38, m: 0x37, n: 0x54 },
  ...{ o: 0x5c, p: 0x73, q: 0x67, r: 0x50, s: 0x6d, t: 0x78, u: 0x3e, v: 0x3e, w: 0x7e, x: 0x76, y: 0x6e, z: 0x5b },
};
/** Of a character that has no segments: the middle one, so that one sees that something is there. */
const UNKNOWN = 0x40;

/** The first four characters; a number stands at the right, a text at the left. A dot or colon shares the place before it. */
export function segmentsOf(text: string): readonly number[] {
  const places: number[] = [];
  for (const character of text.trim().toLowerCase()) {
    const isDot = character === '.' || character === ':';
    if (isDot && places.length > 0 && (places.at(-1)! & DOT) === 0) places[places.length - 1]! |= DOT;
    else if (places.length < PLACES) places.push(isDot ? DOT : (SEGMENTS[character] ?? UNKNOWN));
    else break;
  }
  const empty = new Array<number>(PLACES - places.length).fill(0);
  return /^[\s\d.:-]+$/.test(text) ? [...empty, ...places] : [...places, ...empty];
}

/** What these segments show, without the dot; a digit where a letter looks the same. */
export function characterOfSegments(segments: number): string {
  return Object.entries(SEGMENTS).find(([, each]) => each === segments)?.[0] ?? '?';
}
