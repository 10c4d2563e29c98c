/**
 * The drive that tells a car's numbers: a program for each kit, on the floor of stripes that ships (`calibration-floor`). Layer: fit.
 * What each part of it is for: docs/protocols/fit.md. Ways are kept short enough for the floor by the kit's own top speed.
 */
import { partOf, type RobotProfile } from '../robot/profile.ts';

/** Between two looks at the sensors. */
const LOOK_MS = 4;
/** Until a car that was switched off stands. */
const REST_MS = 350;
/** How far a car goes before it comes back: the floor has stripes for half as much again. */
const WAY_MM = 380;
const POWERS = [30, 45, 65, 100] as const;
/** On one wheel, and on the spot. */
const TURN_POWER = 40;
const TURN_MS = 450;
const SPIN_MS = 350;
const TIME_MS = { min: 250, max: 1400 } as const;
/** All dark for so long, and it is pushed off the stripe. */
const DARK_MS = { resting: 30, driving: 80 } as const;
const PUSH_POWER = 70;
const RAMP_MS = 1600;

/** How long a car of this kit takes for the way at this power; what its motors' lag keeps back is little beside it. */
function durationMs({ dynamics }: RobotProfile, percent: number): number {
  const share = Math.max(0, percent - dynamics.deadZonePercent) / (100 - dynamics.deadZonePercent);
  const speed = dynamics.topSpeedMmPerS * share * (1 + dynamics.speedCurve * (1 - share));
  return Math.round(Math.min(TIME_MS.max, Math.max(TIME_MS.min, speed > 0 ? (1000 * WAY_MM) / speed : 0)));
}

function looks(profile: RobotProfile): string {
  return [
    ...(partOf(profile, 'line') === undefined ? [] : ['    leaveDark();']),
    ...(partOf(profile, 'encoder') === undefined ? [] : ["    encoder.mm('left');", "    encoder.mm('right');"]),
    ...(partOf(profile, 'gyro') === undefined ? [] : ['    gyro.heading();']),
    ...(partOf(profile, 'sonar') === undefined ? [] : ['    sonar.mm();']),
  ].join('\n');
}

/**
 * Why: a car whose sensors are all dark for 200 ms takes itself for lifted and drives no more. Where it rests or creeps on a stripe, it is pushed off.
 */
function guard(profile: RobotProfile): string {
  if (partOf(profile, 'line') === undefined) return '';
  return `let lightAt = 0;
let isPushed = false;

// 别停在黑条上：全黑太久，车会以为自己被拿起来了。 Not to rest on a stripe: all dark for long means lifted.
function leaveDark(): void {
  let dark = 0;
  for (let i = 0; i < line.count; i++) if (line.read(i) > 50) dark += 1;
  if (dark < line.count) {
    lightAt = time();
    if (isPushed) car.drive(left, right);
    isPushed = false;
  } else if (!isPushed && time() - lightAt > (left === 0 && right === 0 ? ${DARK_MS.resting} : ${DARK_MS.driving}) && Math.abs(left) + Math.abs(right) < ${2 * PUSH_POWER}) {
    isPushed = true;
    // 开着就往前冲过去，停着就往回退。 Driving: on over the stripe. Resting: back.
    const way = (left + right !== 0 ? left + right : -last) > 0 ? ${PUSH_POWER} : -${PUSH_POWER};
    car.drive(way, way);
  }
}
`;
}

/**
 * In the student's language; it ends by itself after about a quarter of a minute.
 * @param purpose `check`: as long and over the same floor, but fastest first and right wheel first: what was fitted has to foretell another drive
 */
export function calibrationDrive(profile: RobotProfile, purpose: 'measure' | 'check' = 'measure'): string {
  const top = Math.max(TURN_POWER, Math.min(100, Math.round(profile.dynamics.deadZonePercent) + 55));
  const thereAndBack = (left: number, right: number, ms: number): string =>
    `go(${left}, ${right}, ${ms});\ngo(${-left}, ${-right}, ${ms});`;
  const straight = POWERS.map((power) => thereAndBack(power, power, durationMs(profile, power)));
  const oneWheel = [thereAndBack(TURN_POWER, 0, TURN_MS), thereAndBack(0, TURN_POWER, TURN_MS)];
  const moves = purpose === 'measure' ? [...straight, ...oneWheel] : [...straight.toReversed(), ...oneWheel.toReversed()];
  return `// 在印好的条纹上自己开一遍，用来量这辆车。 Drives by itself over the stripes, to fit this car.
let left = 0;
let right = 0;
let last = 1;
${guard(profile)}
function drive(newLeft: number, newRight: number): void {
  left = newLeft;
  right = newRight;
  if (left + right !== 0) last = left + right;
  car.drive(left, right);
}

function look(ms: number): void {
  const until = time() + ms;
  while (time() < until) {
${looks(profile)}
    wait(${LOOK_MS});
  }
}

function go(left: number, right: number, ms: number): void {
  drive(left, right);
  look(ms);
  drive(0, 0);
  look(${REST_MS});
}

// 慢慢加速，再慢慢减速。 Gently up and down again.
function ramp(way: number): void {
  for (let power = 0; power <= ${top}; power += 2) {
    drive(power * way, power * way);
    look(${Math.round((2 * RAMP_MS) / top)});
  }
  for (let power = ${top}; power > 0; power -= 4) {
    drive(power * way, power * way);
    look(10);
  }
  drive(0, 0);
  look(${REST_MS});
}

look(300);
ramp(1);
ramp(-1);
${[...moves, thereAndBack(TURN_POWER, -TURN_POWER, SPIN_MS)].join('\n')}
`;
}
