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
  return strength > dead ? (robot.topSpeedMmPerS * (strength - dead)) / (100 - dead) : 0;
}

// By time: what the motors' lag takes away at the start it gives back at the end.
function car_driveFor(mm: number, speed = 50): void {
  const wheel = car_wheelSpeed(speed);
  const distance = Math.abs(mm);
  if (wheel > 0 && distance > 0) {
    const command = mm < 0 ? -speed : speed;
    car.drive(command, command);
    wait((distance / wheel) * 1000);
  }
  car.stop();
}

function car_turnBy(degrees: number, speed = 40): void {
  const wheel = car_wheelSpeed(speed);
  const arc = (Math.abs(degrees) / 360) * Math.PI * robot.wheelBaseMm;
  if (wheel > 0 && arc > 0) {
    const command = degrees < 0 ? -speed : speed;
    car.drive(command, -command);
    wait((arc / wheel) * 1000);
  }
  car.stop();
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
