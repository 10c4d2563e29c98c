/**
 * What Chromium's fake camera shows: a YUV4MPEG2 film drawn here, of signs that move a little before a cluttered room.
 * The browser opens the file whenever the camera is switched on, so a test changes the scene between two switches.
 */
import { writeFileSync } from 'node:fs';
import { Random } from '../../../core/base/random.ts';

export type Scene = 'stop' | 'go' | 'none';

const WIDTH = 320;
const HEIGHT = 240;
const FRAMES = 40;
const FRAMES_PER_S = 10;

type Colour = readonly [number, number, number];

const WHITE: Colour = [245, 245, 245];
const RED: Colour = [200, 32, 43];
const GREEN: Colour = [29, 138, 79];

/** Chromium's flags for a camera that shows `file`. */
export function cameraFlags(file: string): readonly string[] {
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** @param seed other seeds stand in other rooms. */
export function writeCameraFilm(file: string, scene: Scene, seed: number): void {
  const random = new Random(seed);
  const room = makeRoom(random);
  const frames: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_S}:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < FRAMES; frame++) {
    const angle = (frame / FRAMES) * 2 * Math.PI;
    const [x, y, size] = [WIDTH / 2 + 22 * Math.cos(angle), HEIGHT / 2 + 16 * Math.sin(angle), 80 + 14 * Math.sin(2 * angle)];
    frames.push(
      Buffer.from('FRAME\n'),
      encode((px, py) => signAt(scene, (px - x) / size, (py - y) / size) ?? room(px, py)),
    );
  }
  writeFileSync(file, Buffer.concat(frames));
}

function makeRoom(random: Random): (x: number, y: number) => Colour {
  const colour = (): Colour => [random.integer(40, 220), random.integer(40, 220), random.integer(40, 220)];
  const wall = colour();
  const things = Array.from({ length: 9 }, () => {
    const [left, top] = [random.integer(-40, WIDTH), random.integer(-40, HEIGHT)];
    return { left, top, right: left + random.integer(20, 110), bottom: top + random.integer(15, 80), colour: colour() };
  });
  return (x, y) => things.find(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom)?.colour ?? wall;
}

/** u and v are −1 … 1 over the sign; undefined beside it. */
function signAt(scene: Scene, u: number, v: number): Colour | undefined {
  const [a, b] = [Math.abs(u), Math.abs(v)];
  if (scene === 'none' || Math.max(a, b) > 1) return undefined;
  if (scene === 'go') {
    if (Math.max(a, b) > 0.9) return WHITE;
    const isHead = v > -0.65 && v < -0.05 && a < (v + 0.65) * 0.85;
    return isHead || (a < 0.2 && v >= -0.05 && v < 0.65) ? WHITE : GREEN;
  }
  const octagon = Math.max(a, b, (a + b) / Math.SQRT2);
  if (octagon > 1) return undefined;
  return octagon > 0.9 || (a < 0.34 && b < 0.34) ? WHITE : RED;
}

/** One frame, planar 4:2:0 with full range (JFIF). */
function encode(colourAt: (x: number, y: number) => Colour): Buffer {
  const luma = new Uint8Array(WIDTH * HEIGHT);
  const [half, halfHeight] = [WIDTH / 2, HEIGHT / 2];
  const blue = new Uint8Array(half * halfHeight);
  const red = new Uint8Array(half * halfHeight);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [r, g, b] = colourAt(x, y);
      luma[y * WIDTH + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      if (x % 2 !== 0 || y % 2 !== 0) continue;
      const at = (y / 2) * half + x / 2;
      blue[at] = 128 - 0.1687 * r - 0.3313 * g + 0.5 * b;
      red[at] = 128 + 0.5 * r - 0.4187 * g - 0.0813 * b;
    }
  }
  return Buffer.concat([luma, blue, red]);
}
