/** The two programs of "learn to drive from me", as a student sees them. Layer: web/features/ai. */

export const DRIVER_MODEL = 'driver';

/** Reads the line for the recording and drives as the person at the keys asks, 50 times a second. */
export const DRIVE_BY_HAND = `forever(() => {
  for (let i = 0; i < line.count; i++) line.read(i);
  car.drive(remote.left(), remote.right());
  wait(19);
});
`;

/** The net looks at the line twice, now and a moment ago, and says what the wheels do. */
export const DRIVE_BY_NET = `let before: number[] = [];
forever(() => {
  const now: number[] = [];
  for (let i = 0; i < line.count; i++) now.push(line.read(i));
  if (before.length === 0) before = now;
  const wheels = ai.run("${DRIVER_MODEL}", now.concat(before));
  before = now;
  car.drive(wheels[0], wheels[1]);
});
`;
