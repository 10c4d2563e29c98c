import { deflateSync } from 'node:zlib';
import { encode } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { pngOf } from './png.ts';
import { inFile, readPicture, seenSize, type Picture } from './read-picture.ts';

const WIDTH = 5;
const HEIGHT = 5;
/** Of a colourful picture that no filter makes trivial. */
const level = (x: number, y: number, channel: number) => (x * 53 + y * 91 + channel * 37 + x * y * 7) % 256;

function pixels(): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
  for (let i = 0; i < WIDTH * HEIGHT; i++) for (let k = 0; k < 3; k++) data[i * 4 + k] = level(i % WIDTH, Math.floor(i / WIDTH), k);
  return data;
}

function read(bytes: Uint8Array): Picture {
  const picture = readPicture(bytes);
  if (!picture.ok) throw new Error(picture.fault.code);
  return picture.value;
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  return Buffer.concat([head, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};

/** Rows as they stand in the file, each with its filter before it. */
function png(about: {
  readonly depth: number;
  readonly colour: number;
  readonly rows: Uint8Array;
  readonly palette?: Uint8Array;
}): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([about.depth, about.colour], 8);
  const palette = about.palette === undefined ? [] : [chunk('PLTE', about.palette)];
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    ...palette,
    chunk('IDAT', deflateSync(about.rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** RGB, the rows filtered by none, left, up, average and Paeth in turn. */
function filteredRows(): Uint8Array {
  const bytes = WIDTH * 3;
  const plain = (row: number, i: number) => (row < 0 || i < 0 ? 0 : level(Math.floor(i / 3), row, i % 3));
  const paeth = (a: number, b: number, c: number) => {
    const p = a + b - c;
    const near = Math.min(Math.abs(p - a), Math.abs(p - b), Math.abs(p - c));
    return [a, b, c].find((each) => Math.abs(p - each) === near)!;
  };
  const rows = new Uint8Array((bytes + 1) * HEIGHT);
  for (let row = 0; row < HEIGHT; row++) {
    rows[row * (bytes + 1)] = row;
    for (let i = 0; i < bytes; i++) {
      const [a, b, c] = [plain(row, i - 3), plain(row - 1, i), plain(row - 1, i - 3)];
      rows[row * (bytes + 1) + 1 + i] = plain(row, i) - [0, a, b, (a + b) >> 1, paeth(a, b, c)][row]!;
    }
  }
  return rows;
}

describe('a PNG', () => {
  it('gives back its pixels, whichever filter its rows have', () => {
    expect(read(pngOf({ width: WIDTH, height: HEIGHT, data: pixels() })).data).toEqual(pixels());
    expect(read(png({ depth: 8, colour: 2, rows: filteredRows() })).data).toEqual(pixels());
  });

  it('with two bits a pixel and a palette, or grey, is read', () => {
    const rows = Uint8Array.from({ length: HEIGHT * 3 }, (_, i) => [0, 0b00011011, 0b11000000][i % 3]!);
    const palette = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect([...read(png({ depth: 2, colour: 3, rows, palette })).data.slice(4, 8)]).toEqual([4, 5, 6, 255]);
    expect([...read(png({ depth: 2, colour: 0, rows })).data.slice(8, 12)]).toEqual([170, 170, 170, 255]);
  });
});

describe('a JPEG', () => {
  const jpeg = encode({ width: WIDTH, height: HEIGHT, data: pixels().fill(120) }, 95).data;

  it('is read, turned as its camera was held', () => {
    const exif = Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0', 'latin1');
    const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
    const turned = read(Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]));
    expect([read(jpeg).orientation, turned.orientation]).toEqual([1, 6]);
    expect(Math.abs(turned.data[0]! - 120)).toBeLessThan(4);
  });

  it('has each place that a person sees where the file has it', () => {
    const about = { width: 40, height: 30, data: new Uint8Array() };
    const corner = (orientation: number) => inFile({ ...about, orientation }, { x: 0, y: 0 });
    const corners = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => Object.values(corner(orientation)));
    expect(corners).toEqual([
      [0, 0],
      [40, 0],
      [40, 30],
      [0, 30],
      [0, 0],
      [0, 30],
      [40, 30],
      [40, 0],
    ]);
    expect(seenSize({ ...about, orientation: 6 })).toEqual({ width: 30, height: 40 });
  });
});

it.each([
  ['a text', new TextEncoder().encode('no picture at all, but a text of some length')],
  ['a JPEG that is cut short', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11])],
  ['a PNG whose rows are missing', png({ depth: 8, colour: 2, rows: new Uint8Array(3) })],
])('%s is no picture', (_, bytes) => {
  expect(readPicture(bytes)).toMatchObject({ ok: false, fault: { code: 'import.not-picture' } });
});

it('a picture of a billion pixels is refused before it is unpacked', () => {
  const bytes = Buffer.from(png({ depth: 8, colour: 2, rows: new Uint8Array(3) }));
  bytes.writeUInt32BE(40_000, 16);
  bytes.writeUInt32BE(40_000, 20);
  expect(readPicture(bytes)).toMatchObject({ ok: false, fault: { code: 'import.too-large' } });
});
