/**
 * The robot functions that are made of others, in the student's own language: written once for all robots. Layer: language.
 * `car_forward` stands for `car.forward`. Percent, mm, ms, degrees clockwise. `robot.…` are numbers of the robot's profile.
 */
import { AI_LABELS_MAX } from '../../robot/ai-model.ts';
import { MESSAGE_NAMES_MAX } from '../../robot/message.ts';
import { TUNERS_MAX } from '../../robot/tuner.ts';
import { AI_ANSWER_PLACES, AI_LATENCY_MS } from '../../robot/model-question.ts';

export const ROBOT_TEXT = `
function car_forward(speed = 50): void {
  car.drive(speed, speed);
}

function car_backward(speed = 50): void {
  car.drive(-speed, -speed);
}

function car_left(speed = 50): void {
  car.drive(-speed, speed);
}

function car_right(speed = 50): void {
  car.drive(speed, -speed);
}

function car_stop(): void {
  car.drive(0, 0);
}

// mm/s of a wheel at a command of so many percent; 0 inside the dead zone, where the wheel does not move.
function car_wheelSpeed(percent: number): number {
  const strength = Math.min(100, Math.abs(percent));
  const dead = robot.deadZonePercent;
  if (strength <= dead) return 0;
  const share = (strength - dead) / (100 - dead);
  return robot.topSpeedMmPerS * share * (1 + robot.speedCurve * (1 - share));
}

// What tells how far a movement has got: wheels for a way, else the time, straight by a gyro; gyro, or else wheels, for a turn.
const car_byTime = 0;
const car_byWheels = 1;
const car_byGyro = 2;
const car_byWheelsTurning = 3;
const car_byTimeStraight = 4;

function car_driveFor(mm: number, speed = 50): void {
  const by = robot.encoders > 0 ? car_byWheels : robot.gyros > 0 ? car_byTimeStraight : car_byTime;
  car_moveBy(by, mm, speed, 1, car_wheelSpeed(speed));
}

function car_turnBy(degrees: number, speed = 40): void {
  const by = robot.gyros > 0 ? car_byGyro : robot.encoders > 0 ? car_byWheelsTurning : car_byTime;
  car_moveBy(by, degrees, speed, -1, (car_wheelSpeed(speed) * 360) / (Math.PI * robot.wheelBaseMm));
}

// goal in mm or degrees, rate in mm or degrees a second at that speed; right is 1, or -1 where the right wheel turns against the left one.
function car_moveBy(by: number, goal: number, speed: number, right: number, rate: number): void {
  if (rate > 0 && Math.abs(goal) > 0) {
    const command = goal < 0 ? -speed : speed;
    if (by === car_byTime) {
      // What the motors' lag takes away at the start it gives back at the end.
      car.drive(command, command * right);
      wait((Math.abs(goal) / rate) * 1000);
    } else if (by === car_byTimeStraight) car_driveStraight(command, (Math.abs(goal) / rate) * 1000);
    else car_moveUntil(by, Math.abs(goal), command, right, rate);
  }
  car.stop();
}

// Off its heading, the wheel that is ahead is slowed and the other one helped: the same for both ways.
function car_driveStraight(command: number, ms: number): void {
  const heading = gyro.heading();
  const until = time() + ms;
  while (time() < until) {
    const off = gyro.heading() - heading;
    const trim = Math.max(-10, Math.min(10, off * 2));
    car.drive(command - trim, command + trim);
    wait(Math.min(10, until - time()));
  }
}

function car_measured(by: number): number {
  if (by === car_byGyro) return gyro.heading();
  const left = encoder.mm('left');
  const right = encoder.mm('right');
  return by === car_byWheels ? (left + right) / 2 : ((left - right) * 180) / (Math.PI * robot.wheelBaseMm);
}

// Gently at the end, off as soon as rolling out will do the rest, and back only when the car stands.
function car_moveUntil(by: number, goal: number, command: number, right: number, rate: number): void {
  const ahead = command < 0 ? -1 : 1;
  const gentle = Math.min(Math.abs(command), robot.deadZonePercent + 15);
  const gentleRate = (rate * car_wheelSpeed(gentle)) / car_wheelSpeed(command);
  // Seconds of its pace that a car rolls out: motors alone would take their lag, castor and gears brake too.
  const rollsOut = (robot.motorLagMs / 1000) * 0.67;
  const from = car_measured(by);
  const apart = by === car_byWheels ? encoder.mm('left') - encoder.mm('right') : 0;
  // A car that a wall holds gives up.
  const until = time() + (goal / rate) * 2000 + 2000;
  let power = Math.abs(command);
  let seen = 0;
  let seenAt = time();
  let pace = 0;
  while (time() < until) {
    const done = (car_measured(by) - from) * ahead;
    if (time() - seenAt >= 30) {
      pace = ((done - seen) * 1000) / (time() - seenAt);
      seen = done;
      seenAt = time();
    }
    const left = goal - done - pace * rollsOut;
    if (left <= 0) break;
    if (left <= gentleRate / 4) power = gentle;
    // Both wheels the same way.
    const trim = by === car_byWheels ? Math.max(-10, Math.min(10, encoder.mm('left') - encoder.mm('right') - apart)) : 0;
    car.drive(ahead * power - trim, ahead * power * right + trim);
    wait(5);
  }
  car.stop();
  wait(robot.motorLagMs * 4);
}

function line_dark(i: number): boolean {
  return line.read(i) > 50;
}

// A sensor sees the line from this darkness on: well above a floor's noise, well below half a line's width.
const line_seenFrom = 30;
// Darkness up to this is floor: it must not pull the mean toward the middle.
const line_floor = 10;
// How far from the middle the outermost sensor sits; 0 before anybody looked.
let line_reach = 0;
// -1 left, 1 right, 0 before the line was seen.
let line_lastSide = 0;

function line_lost(): boolean {
  for (let i = 0; i < line.count; i++) if (line.read(i) >= line_seenFrom) return false;
  return true;
}

function line_findReach(): void {
  for (let i = 0; i < line.count; i++) line_reach = Math.max(line_reach, Math.abs(robot.lineSensorXMm(i)));
}

// Where a sensor sits: -100 leftmost, 100 rightmost.
function line_place(i: number): number {
  return line_reach > 0 ? (robot.lineSensorXMm(i) / line_reach) * 100 : 0;
}

function line_position(): number {
  if (line_reach === 0) line_findReach();
  let darkest = 0;
  let weight = 0;
  let moment = 0;
  for (let i = 0; i < line.count; i++) {
    const dark = line.read(i);
    if (dark > darkest) darkest = dark;
    if (dark > line_floor) {
      weight += dark - line_floor;
      moment += (dark - line_floor) * line_place(i);
    }
  }
  if (darkest < line_seenFrom) return line_lastSide * 100;
  const position = moment / weight;
  if (position !== 0) line_lastSide = position < 0 ? -1 : 1;
  return position;
}

// Turns over the line, to one side and to the other and back, while each sensor's light and dark are learnt. It comes to rest before it turns again.
function line_calibrate(): void {
  robot.learnLine(1);
  car_turnBy(40, 35);
  wait(300);
  car_turnBy(-80, 35);
  wait(300);
  car_turnBy(40, 35);
  wait(300);
  robot.learnLine(0);
}

function led_off(): void {
  led.set('off');
}

function ai_confidence(label: string): number {
  for (let i = 0; i < ${AI_LABELS_MAX}; i++) {
    const name = robot.aiClass(i);
    if (name === label) return robot.aiConfidence(i);
    if (name === '') return 0;
  }
  return 0;
}

let ai_questions = 0;

// What the answer's places hold: core/robot/model-question.ts.
function ai_run(model: string, inputs: readonly number[]): number[] {
  const question = ai_questions;
  ai_questions += 1;
  robot.aiAsk(question, model, inputs);
  wait(${AI_LATENCY_MS});
  const first = question * ${AI_ANSWER_PLACES};
  const count = robot.aiOut(first);
  if (count < 1) robot.aiRefused(model, -1 - count, inputs.length);
  const outputs: number[] = [];
  for (let i = 1; i <= count; i++) outputs.push(robot.aiOut(first + i));
  return outputs;
}

let tune_names: string[] = [];
let tune_first: number[] = [];

function robot_tune(name: string, initial: number, min: number, max: number): number {
  let i = tune_names.indexOf(name);
  if (i < 0) {
    i = tune_names.push(name) - 1;
    tune_first.push(initial);
    if (i < ${TUNERS_MAX}) robot.tuneOffer(i, name, initial, min, max);
  }
  return i < ${TUNERS_MAX} ? robot.tuned(i) : tune_first[i];
}

const message_names: string[] = [];

function message_place(name: string): number {
  const known = message_names.indexOf(name);
  if (known >= 0) return known;
  const place = message_names.push(name) - 1;
  if (place < ${MESSAGE_NAMES_MAX}) robot.listen(place, name);
  return place;
}

function robot_received(name: string): any {
  return robot.message(message_place(String(name)));
}

function message_count(name: string): number {
  return robot.messages(message_place(String(name)));
}

function remote_left(): number {
  return robot.remote(0);
}

function remote_right(): number {
  return robot.remote(1);
}
`;
