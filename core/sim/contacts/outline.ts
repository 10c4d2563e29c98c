/** The four edges of a body, as sonar and bumpers meet them. Layer: sim. They follow the body when somebody looks, and are never made anew. */
import type { Body } from './body.ts';

/** From `x`, `y` by `dx`, `dy`; floor frame, mm. */
export interface Edge {
  x: number;
  y: number;
  dx: number;
  dy: number;
  readonly length: number;
}

export class Outline {
  /** The body has moved since. */
  isStale = true;
  readonly body: Body;
  readonly #edges: readonly Edge[];

  constructor(body: Body) {
    this.body = body;
    const [width, length] = [2 * body.halfWidth, 2 * body.halfLength];
    this.#edges = [width, length, width, length].map((edge) => ({ x: 0, y: 0, dx: 0, dy: 0, length: edge }));
  }

  /** Borrowed: where the body is now. */
  get edges(): readonly Edge[] {
    if (this.isStale) this.#follow();
    return this.#edges;
  }

  #follow(): void {
    this.isStale = false;
    const { x, y, sin, cos, halfWidth, halfLength } = this.body;
    const rx = halfWidth * cos;
    const ry = -halfWidth * sin;
    const fx = halfLength * sin;
    const fy = halfLength * cos;
    this.#edge(0, x - rx - fx, y - ry - fy, 2 * rx, 2 * ry);
    this.#edge(1, x + rx - fx, y + ry - fy, 2 * fx, 2 * fy);
    this.#edge(2, x + rx + fx, y + ry + fy, -2 * rx, -2 * ry);
    this.#edge(3, x - rx + fx, y - ry + fy, -2 * fx, -2 * fy);
  }

  #edge(at: number, x: number, y: number, dx: number, dy: number): void {
    const edge = this.#edges[at]!;
    edge.x = x;
    edge.y = y;
    edge.dx = dx;
    edge.dy = dy;
  }
}
