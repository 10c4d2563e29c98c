/** A part as it is when somebody adds it to a kit: usual values, the first pins that are free. Layer: web/features. */
import type { PartOf, PartType, ProfilePin, RobotPart } from '../../../../core/robot/profile-parts.ts';
import { boardPinsOf, type RobotProfile } from '../../../../core/robot/profile.ts';
import { pinChoices, type PinUse } from '../../../../core/robot/profile-pins.ts';

type Pick = (use: PinUse) => ProfilePin;
type Maker<T extends PartType> = (pick: Pick, body: RobotProfile['body']) => PartOf<T>;

const front = ({ axleToFrontMm }: RobotProfile['body']): number => axleToFrontMm;
const LINE_SPREAD_MM = [-28, -14, 0, 14, 28];
const bridge3 = (pick: Pick) => ({ pwm: pick('pwm'), forward: pick('output'), backward: pick('output') });
const bridge2 = (pick: Pick) => ({ forward: pick('pwm'), backward: pick('pwm') });
const pwmDir = (pick: Pick) => ({ pwm: pick('pwm'), dir: pick('output'), inverted: false });
const servoMotor = (pick: Pick, inverted: boolean) => ({ pin: pick('servo'), inverted });
const lineSensors = (use: PinUse, xs: readonly number[], pick: Pick, body: RobotProfile['body']) =>
  xs.map((xMm) => ({ pin: pick(use), xMm, yMm: front(body) - 10 }));

/** By type, and by variant where there are several; the first is what is added. */
const MAKERS: { readonly [T in PartType]: Readonly<Record<string, Maker<T>>> } = {
  motors: {
    'h-bridge-3-pin': (pick) => ({ type: 'motors', driver: 'h-bridge-3-pin', left: bridge3(pick), right: bridge3(pick) }),
    'h-bridge-2-pin': (pick) => ({ type: 'motors', driver: 'h-bridge-2-pin', left: bridge2(pick), right: bridge2(pick) }),
    'pwm-dir': (pick) => ({ type: 'motors', driver: 'pwm-dir', left: pwmDir(pick), right: pwmDir(pick) }),
    'servo-drive': (pick) => ({ type: 'motors', driver: 'servo-drive', left: servoMotor(pick, false), right: servoMotor(pick, true) }),
  },
  line: {
    analog: (pick, body) => ({
      ...{ type: 'line', kind: 'analog', rawWhite: 0.1, rawBlack: 0.8 },
      sensors: lineSensors('analog', LINE_SPREAD_MM, pick, body),
    }),
    digital: (pick, body) => ({
      ...{ type: 'line', kind: 'digital', rawWhite: 0, rawBlack: 1, darkerTurn: 'clockwise' },
      sensors: lineSensors('input', [-10, 10], pick, body).map((sensor) => ({
        ...sensor,
        screw: { xMm: sensor.xMm, yMm: sensor.yMm - 15 },
      })),
    }),
  },
  sonar: {
    'trigger-echo': (pick, body) => ({
      ...{ type: 'sonar', kind: 'trigger-echo', pins: [pick('output'), pick('input')] },
      ...{ xMm: 0, yMm: front(body), headingDeg: 0, maxMm: 4000 },
    }),
    'analog-voltage': (pick, body) => ({
      ...{ type: 'sonar', kind: 'analog-voltage', pins: [pick('analog')] },
      ...{ xMm: 0, yMm: front(body), headingDeg: 0, maxMm: 6000 },
    }),
  },
  bump: {
    bump: (pick, body) => ({
      ...{ type: 'bump', pullUp: true },
      switches: [-1, 1].map((side) => ({ pin: pick('pull-up'), xMm: (side * body.widthMm) / 3, yMm: front(body) })),
    }),
  },
  light: { light: (pick) => ({ type: 'light', pin: pick('analog'), rawDark: 0.05, rawBright: 0.9 }) },
  sound: { sound: (pick) => ({ type: 'sound', pin: pick('analog'), rawQuiet: 0.02, rawLoud: 0.8 }) },
  color: { tcs34725: (_, body) => ({ type: 'color', kind: 'tcs34725', address: 0x29, xMm: 0, yMm: front(body) - 20 }) },
  gyro: { mpu6050: () => ({ type: 'gyro', kind: 'mpu6050', address: 0x68, axis: 'z', inverted: false }) },
  encoder: {
    encoder: (pick) => ({
      ...{ type: 'encoder', ticksPerTurn: 20 },
      ...{ left: { pins: [pick('pull-up')], inverted: false }, right: { pins: [pick('pull-up')], inverted: false } },
    }),
  },
  servo: { servo: (pick) => ({ type: 'servo', pin: pick('servo'), minUs: 544, maxUs: 2400 }) },
  led: {
    single: (pick) => ({ type: 'led', kind: 'single', pin: pick('output') }),
    rgb: (pick) => ({ type: 'led', kind: 'rgb', red: pick('pwm'), green: pick('pwm'), blue: pick('pwm'), commonAnode: false }),
    strip: (pick) => ({ type: 'led', kind: 'strip', pin: pick('output'), count: 8, order: 'grb' }),
  },
  buzzer: { buzzer: (pick) => ({ type: 'buzzer', kind: 'passive', pin: pick('tone') }) },
  button: { button: (pick) => ({ type: 'button', kind: 'digital', pin: pick('pull-up'), pullUp: true }) },
  display: {
    ssd1306: () => ({ type: 'display', kind: 'ssd1306', address: 0x3c, widthPx: 128, heightPx: 64 }),
    tm1637: (pick) => ({ type: 'display', kind: 'tm1637', clock: pick('output'), data: pick('output') }),
  },
  battery: {
    battery: (pick) => ({
      ...{ type: 'battery', pin: pick('analog'), topOhm: 20_000, bottomOhm: 10_000 },
      ...{ fullV: 8.4, lowV: 6.8, absentV: 5.2 },
    }),
  },
};

export const PART_TYPES = Object.keys(MAKERS) as readonly PartType[];

export function variantsOf(type: PartType): readonly string[] {
  return Object.keys(MAKERS[type]);
}

/** Nothing of the pins of `parts` is taken; where none is free, the first that could do it, for a person to choose. */
export function newPart(kit: RobotProfile, parts: readonly RobotPart[], type: PartType, variant = variantsOf(type)[0]!): RobotPart {
  const board = boardPinsOf(kit);
  const given = new Set<ProfilePin>();
  const pick: Pick = (use) => {
    const choices = pinChoices(board, parts, use);
    // Both names of a pin are one pin.
    const isFree = ({ pin, takenBy }: (typeof choices)[number]): boolean => takenBy === undefined && !given.has(pin);
    const pin = (choices.find(isFree) ?? choices[0])?.pin ?? 0;
    given.add(pin);
    return pin;
  };
  const maker = MAKERS[type][variant] as Maker<PartType>;
  return maker(pick, kit.body);
}
