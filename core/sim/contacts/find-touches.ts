/** Which bodies touch in this window: looked for from those that move on. Layer: sim. Specification: docs/protocols/contacts.md. */
import type { Body } from './body.ts';
import { findTouches, type Touch } from './touch.ts';

/** Beyond what the quickest two come nearer: resting bodies that all but touch. */
const MARGIN_MM = 0.1;

const speedOf = ({ vx, vy, spin, radius }: Body): number => Math.abs(vx) + Math.abs(vy) + Math.abs(spin) * radius;

/**
 * All touches among these bodies that matter within `seconds`, and whatever those that are touched touch in turn. After it no body is awake.
 * @param bodies in an order that never changes, since impulses are exchanged in the order of touches
 */
export function touchesAmong(bodies: readonly Body[], walls: readonly Body[], seconds: number): readonly Touch[] {
  const touches: Touch[] = [];
  let quickest = 0;
  for (const body of bodies) quickest = Math.max(quickest, speedOf(body));
  const margin = 2 * quickest * seconds + MARGIN_MM;
  const isDue = bodies.map((body) => body.isAwake || !body.rests);
  const isDone = bodies.map(() => false);
  for (let i = isDue.indexOf(true); i >= 0; i = isDue.findIndex((due, at) => due && !isDone[at])) {
    const body = bodies[i]!;
    isDone[i] = true;
    body.isAwake = false;
    for (const wall of walls) findTouches(body, wall, margin, touches);
    for (const [j, other] of bodies.entries()) {
      if (isDone[j]) continue;
      const before = touches.length;
      findTouches(body, other, margin, touches);
      if (touches.length > before) isDue[j] = true;
    }
  }
  return touches;
}
