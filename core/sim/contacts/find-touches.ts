/** Which bodies touch in this window: looked for from those that move on. Layer: sim. Specification: docs/protocols/contacts.md. */
import type { Body } from './body.ts';
import { findTouches, type Touches } from './touch.ts';
import type { WallGrid } from './wall-grid.ts';

/** Beyond what the quickest two come nearer: resting bodies that all but touch. */
const MARGIN_MM = 0.1;

const speedOf = ({ vx, vy, spin, radius }: Body): number => Math.abs(vx) + Math.abs(vy) + Math.abs(spin) * radius;

/**
 * Adds all touches among these bodies that matter within `seconds`, and whatever those that are touched touch in turn. After it no body is awake.
 * @param bodies in an order that never changes, since impulses are exchanged in the order of touches
 */
export function touchesAmong(bodies: readonly Body[], walls: WallGrid, seconds: number, into: Touches): void {
  let quickest = 0;
  for (const body of bodies) quickest = Math.max(quickest, speedOf(body));
  const margin = 2 * quickest * seconds + MARGIN_MM;
  for (const body of bodies) body.look = body.isAwake || !body.rests ? 'due' : 'none';
  for (let body = firstDue(bodies); body !== undefined; body = firstDue(bodies)) {
    body.look = 'done';
    body.isAwake = false;
    lookFrom(body, bodies, walls, margin, into);
  }
}

function firstDue(bodies: readonly Body[]): Body | undefined {
  for (let i = 0; i < bodies.length; i++) if (bodies[i]!.look === 'due') return bodies[i];
  return undefined;
}

function lookFrom(body: Body, bodies: readonly Body[], walls: WallGrid, margin: number, into: Touches): void {
  const reach = body.radius + margin;
  const near = walls.near(body, reach);
  for (let i = 0; i < near.length; i++) {
    const wall = near[i]!;
    const dx = body.x - wall.x;
    const dy = body.y - wall.y;
    if (Math.abs(dx * wall.cos - dy * wall.sin) > reach || Math.abs(dx * wall.sin + dy * wall.cos) > reach + wall.halfLength) continue;
    findTouches(body, wall, margin, into);
  }
  for (let j = 0; j < bodies.length; j++) {
    const other = bodies[j]!;
    if (other.look === 'done') continue;
    const dx = other.x - body.x;
    const dy = other.y - body.y;
    if (dx * dx + dy * dy > (reach + other.radius) * (reach + other.radius)) continue;
    const before = into.length;
    findTouches(body, other, margin, into);
    if (into.length > before) other.look = 'due';
  }
}
