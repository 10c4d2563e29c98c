const point = { x: 10, y: 20 };
const config = {
  speed: 45,
  'turn speed': 30,
  [point.x > 5 ? 'far' : 'near']: true,
  ...point,
  point,
  go() {
    car.forward(this.speed);
  },
  get fast() { return this.speed > 50; },
  set fast(on: boolean) { this.speed = on ? 80 : 40; },
  done: () => ({ ok: true }),
  1: 'one',
};
const { x, y = 5, ...others } = config as any;
let [first, , third] = [1, 2, 3];
[first, third] = [third, first];
({ x: first } = point);
for (const key in config) log(key);
for (const [key, value] of Object.entries(point)) log(key, value);
delete others.speed;
point.x++;
point['y'] += 2;
config?.go?.();
log(config?.point?.x ?? 'nothing', others.a?.[0], JSON.stringify(point), { ...point, x: 1 });
const scores = new Map<string, number>([['a', 1]]);
scores.set('b', scores.get('a')! + 1);
for (const [name, score] of scores) log(name, score);
const seen = new Set([1, 2, 2]);
log(seen.size, [...seen].length, Math.max(...seen), (scores.get('b') as number) + 1);
function area({ width, height = 2 }: { width: number; height?: number }): number {
  return width * height;
}
log(area({ width: 3 }), ((a, b) => a + b)(1, 2), [(v: number) => v][0](3));
export const shared = 1, other = 2;
