/**
 * Pictures of signs for rooms without cameras, drawn here (signs/*.svg are ours), each somewhat different: place, size, turn, light and what stands
 * behind it. Layer: web/features/ai. The same seed draws the same picture, up to the browser's rounding of edges.
 */
import { Random } from '../../../core/base/random.ts';
import goSign from './signs/go.svg?url';
import leftSign from './signs/left.svg?url';
import rightSign from './signs/right.svg?url';
import stopSign from './signs/stop.svg?url';

export const SIGNS = ['stop', 'left', 'right', 'go'] as const;
export type Sign = (typeof SIGNS)[number];
/** 'none': only what stands behind. */
export type Shown = Sign | 'none';

export const SIGN_URL: Readonly<Record<Sign, string>> = { stop: stopSign, left: leftSign, right: rightSign, go: goSign };

const SIDE = 256;
const THINGS = 7;
const TURN_MAX = 0.2;

const drawings = new Map<Sign, Promise<HTMLImageElement>>();

function drawingOf(sign: Sign): Promise<HTMLImageElement> {
  const known = drawings.get(sign);
  if (known) return known;
  const image = new Image();
  image.src = SIGN_URL[sign];
  const loaded = image.decode().then(() => image);
  drawings.set(sign, loaded);
  return loaded;
}

export async function drawSign(shown: Shown, seed: number): Promise<ImageBitmap> {
  const drawing = shown === 'none' ? undefined : await drawingOf(shown);
  const random = new Random(seed);
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d')!;
  drawRoom(context, random);
  if (drawing) placeSign(context, random, drawing);
  drawLight(context, random);
  return canvas.transferToImageBitmap();
}

function between(random: Random, min: number, max: number): number {
  return min + random.unit() * (max - min);
}

function colour(random: Random, saturationMax: number): string {
  return `hsl(${random.integer(0, 359)} ${random.integer(5, saturationMax)}% ${random.integer(20, 85)}%)`;
}

/** A wall and some things before it, as a classroom has. */
function drawRoom(context: OffscreenCanvasRenderingContext2D, random: Random): void {
  const wall = context.createLinearGradient(0, 0, between(random, 0, SIDE), SIDE);
  wall.addColorStop(0, colour(random, 30));
  wall.addColorStop(1, colour(random, 30));
  context.fillStyle = wall;
  context.fillRect(0, 0, SIDE, SIDE);
  for (let i = 0; i < THINGS; i++) {
    context.save();
    context.translate(between(random, 0, SIDE), between(random, 0, SIDE));
    context.rotate(between(random, 0, 3));
    context.fillStyle = colour(random, 70);
    const [width, height] = [between(random, 10, 130), between(random, 6, 80)];
    if (random.unit() < 0.3) {
      context.beginPath();
      context.ellipse(0, 0, width / 2, height / 2, 0, 0, 7);
      context.fill();
    } else context.fillRect(-width / 2, -height / 2, width, height);
    context.restore();
  }
}

function placeSign(context: OffscreenCanvasRenderingContext2D, random: Random, drawing: HTMLImageElement): void {
  const size = SIDE * between(random, 0.45, 0.9);
  const room = (SIDE - size) / 2;
  context.save();
  context.translate(SIDE / 2 + between(random, -room, room), SIDE / 2 + between(random, -room, room));
  context.rotate(between(random, -TURN_MAX, TURN_MAX));
  context.scale(between(random, 0.85, 1), 1);
  context.drawImage(drawing, -size / 2, -size / 2, size, size);
  context.restore();
}

function drawLight(context: OffscreenCanvasRenderingContext2D, random: Random): void {
  const light = between(random, -0.4, 0.25);
  context.fillStyle = light < 0 ? 'black' : 'white';
  context.globalAlpha = Math.abs(light);
  context.fillRect(0, 0, SIDE, SIDE);
}
