/** Which pins the parts of a profile take, and what two of them cannot share: pins, bus, timers. Layer: robot. */
import type { FaultParams } from '../base/result.ts';
import { analogChannelOf, CHIPS, pinNumber, type Chip, type ChipId } from './profile-chips.ts';
import type { PartOf, PartType, ProfilePin, RobotPart } from './profile-parts.ts';

export type PinUse = 'input' | 'pull-up' | 'output' | 'pwm' | 'analog' | 'servo' | 'tone';

export interface PinNeed {
  readonly pin: ProfilePin;
  readonly use: PinUse;
}

export type PinConflictCode =
  /** {pin, part}: the board has no such pin. */
  | 'profile.no-such-pin'
  /** {pin, part, use}: it exists and cannot do that. */
  | 'profile.pin-cannot'
  /** {pin, part, other} */
  | 'profile.pin-twice'
  /** {pin, part}: the cable to the computer needs it. */
  | 'profile.pin-is-serial'
  /** {pin, part}: I2C parts need it. */
  | 'profile.pin-is-i2c'
  /** {address, part, other} */
  | 'profile.address-twice'
  /** {pin, part, other}: a servo or a tone takes the timer that this pin's PWM needs. */
  | 'profile.timer-conflict'
  /** {part}: a robot has at most one. */
  | 'profile.part-twice';

export interface PinConflict {
  readonly code: PinConflictCode;
  readonly params: FaultParams;
  /** Of the later part. */
  readonly part: number;
}

export interface BoardPins {
  readonly chip: ChipId;
  readonly analogInputs?: number | undefined;
  /** The host is at the chip's serial pins. */
  readonly usesSerialPins: boolean;
}

const need = (use: PinUse, ...pins: readonly ProfilePin[]): readonly PinNeed[] => pins.map((pin) => ({ pin, use }));
const switchUse = (pullUp: boolean): PinUse => (pullUp ? 'pull-up' : 'input');

const NEEDS: { readonly [T in PartType]: (part: PartOf<T>) => readonly PinNeed[] } = {
  motors: (part) => motorNeeds(part),
  line: ({ kind, sensors }) => need(kind === 'analog' ? 'analog' : 'input', ...sensors.map(({ pin }) => pin)),
  sonar: ({ kind, pins: [first, second] }) =>
    kind === 'analog-voltage'
      ? need('analog', first!)
      : [...need('output', first!), ...(second === undefined ? [] : need('input', second))],
  bump: ({ switches, pullUp }) => need(switchUse(pullUp), ...switches.map(({ pin }) => pin)),
  light: ({ pin }) => need('analog', pin),
  sound: ({ pin }) => need('analog', pin),
  color: () => [],
  gyro: () => [],
  encoder: ({ left, right }) => need('pull-up', ...left.pins, ...right.pins),
  servo: ({ pin }) => need('servo', pin),
  led: (part) => (part.kind === 'rgb' ? need('pwm', part.red, part.green, part.blue) : need('output', part.pin)),
  buzzer: ({ kind, pin }) => need(kind === 'passive' ? 'tone' : 'output', pin),
  button: ({ kind, pin, pullUp }) => need(kind === 'analog' ? 'analog' : switchUse(pullUp), pin),
  display: (part) => (part.kind === 'tm1637' ? need('output', part.clock, part.data) : []),
  battery: ({ pin }) => need('analog', pin),
};

function motorNeeds(part: PartOf<'motors'>): readonly PinNeed[] {
  switch (part.driver) {
    case 'h-bridge-3-pin':
      return [part.left, part.right].flatMap(({ pwm, forward, backward }) => [...need('pwm', pwm), ...need('output', forward, backward)]);
    case 'h-bridge-2-pin':
      return [part.left, part.right].flatMap(({ forward, backward }) => need('pwm', forward, backward));
    case 'pwm-dir':
      return [part.left, part.right].flatMap(({ pwm, dir }) => [...need('pwm', pwm), ...need('output', dir)]);
    case 'servo-drive':
      return need('servo', part.left.pin, part.right.pin);
  }
}

/** The pins of a part, each with what it is used for; those of the I2C bus are not among them. */
export function pinNeeds<T extends PartType>(part: PartOf<T>): readonly PinNeed[] {
  return NEEDS[part.type as T](part);
}

/** Its address on the I2C bus; undefined for a part that is not on it. */
export function i2cAddressOf(part: RobotPart): number | undefined {
  return 'address' in part ? part.address : undefined;
}

function canDo(chip: Chip, chipId: ChipId, { pin, use }: PinNeed, number: number): boolean {
  if (use === 'analog') return analogChannelOf(chipId, pin) !== undefined;
  if (number === -1) return false;
  if (chip.inputOnly.includes(number)) return use === 'input';
  return use !== 'pwm' || chip.pwm.has(number);
}

interface Taken extends PinNeed {
  readonly part: number;
  readonly type: PartType;
  /** Digital number; an analog input that is none: its name. */
  readonly number: number | string;
}

/** The first thing that cannot be, in the order of the parts; undefined: the wiring works. */
export function findPinConflict(board: BoardPins, parts: readonly RobotPart[]): PinConflict | undefined {
  const chip = CHIPS[board.chip];
  const taken: Taken[] = [];
  for (const [index, part] of parts.entries()) {
    const { type } = part;
    const conflict = (code: PinConflictCode, params: FaultParams): PinConflict => ({
      code,
      params: { part: type, ...params },
      part: index,
    });
    if (parts.findIndex((other) => other.type === type) < index) return conflict('profile.part-twice', {});
    const address = i2cAddressOf(part);
    const atSame = address === undefined ? undefined : parts.slice(0, index).find((other) => i2cAddressOf(other) === address);
    if (atSame !== undefined) return conflict('profile.address-twice', { address: `0x${address!.toString(16)}`, other: atSame.type });
    for (const wanted of pinNeeds(part)) {
      const { pin, use } = wanted;
      const number = pinNumber(board.chip, pin, board.analogInputs);
      if (number === undefined) return conflict('profile.no-such-pin', { pin });
      const key = number === -1 ? pin : number;
      const other = taken.find((each) => each.number === key);
      if (other !== undefined) return conflict('profile.pin-twice', { pin, other: other.type });
      if (!canDo(chip, board.chip, wanted, number)) return conflict('profile.pin-cannot', { pin, use });
      if (board.usesSerialPins && chip.serial.includes(number)) return conflict('profile.pin-is-serial', { pin });
      taken.push({ pin, use, part: index, type, number: key });
    }
  }
  return findBusConflict(chip, parts, taken) ?? findTimerConflict(chip, taken);
}

function findBusConflict(chip: Chip, parts: readonly RobotPart[], taken: readonly Taken[]): PinConflict | undefined {
  const onBus = parts.find((part) => i2cAddressOf(part) !== undefined);
  const inTheWay = taken.find(({ number }) => chip.i2c.includes(Number(number)));
  if (onBus === undefined || inTheWay === undefined) return undefined;
  const { pin, type, part } = inTheWay;
  return { code: 'profile.pin-is-i2c', params: { pin, part: type, other: onBus.type }, part };
}

function findTimerConflict(chip: Chip, taken: readonly Taken[]): PinConflict | undefined {
  const takesTimer = (use: PinUse): string | undefined => (use === 'servo' ? chip.servoTimer : use === 'tone' ? chip.toneTimer : undefined);
  const byChannel = new Map<string, Taken>();
  for (const need of taken.filter(({ use }) => use === 'pwm')) {
    const timer = chip.pwm.get(Number(need.number))!;
    const thief = taken.find(({ use, type }) => type !== need.type && takesTimer(use) === timer);
    const twin = timer.startsWith('channel') ? byChannel.get(timer) : undefined;
    const other = thief ?? twin;
    if (other !== undefined) {
      const params = { pin: need.pin, part: need.type, other: other.type };
      return { code: 'profile.timer-conflict', params, part: need.part };
    }
    byChannel.set(timer, need);
  }
  return undefined;
}

export interface PinChoice {
  readonly pin: ProfilePin;
  /** Who has it already; `serial`: the cable to the computer. Absent: it is free. */
  readonly takenBy?: PartType | 'serial' | 'i2c';
}

/** Every pin of the board that can be used so, in order; analog inputs by their names where that is what is wanted. */
export function pinChoices(board: BoardPins, others: readonly RobotPart[], use: PinUse): readonly PinChoice[] {
  const chip = CHIPS[board.chip];
  const names: readonly ProfilePin[] =
    use === 'analog'
      ? Array.from({ length: board.analogInputs ?? chip.analog.length }, (_, channel) => `A${channel}`)
      : Array.from({ length: chip.pins }, (_, pin) => pin);
  const key = (pin: ProfilePin): ProfilePin => {
    const number = pinNumber(board.chip, pin, board.analogInputs) ?? -1;
    return number === -1 ? pin : number;
  };
  const takers = new Map(others.flatMap((part) => pinNeeds(part).map(({ pin }) => [key(pin), part.type] as const)));
  const hasBus = others.some((part) => i2cAddressOf(part) !== undefined);
  return names.flatMap((pin): PinChoice[] => {
    const number = pinNumber(board.chip, pin, board.analogInputs);
    if (number === undefined || !canDo(chip, board.chip, { pin, use }, number)) return [];
    const isSerial = board.usesSerialPins && chip.serial.includes(number);
    const onBus = hasBus && chip.i2c.includes(number);
    const takenBy = isSerial ? 'serial' : (takers.get(key(pin)) ?? (onBus ? 'i2c' : undefined));
    return [takenBy === undefined ? { pin } : { pin, takenBy }];
  });
}
