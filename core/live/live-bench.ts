/**
 * Measures and tries a connected car between runs, and keeps what it measured and what it is called. Layer: live.
 * What is tried stops by itself, whatever becomes of the page.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { CancelTimer } from '../device/clock.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import { readRecord, writeRecord, type CarRecord } from '../device/firmata/guiji/car-record.ts';
import { TRY_MS_MAX, type CarBench, type CarMeasures, type OutputTry, type Reading } from '../protocol/robot-session.ts';
import { checkCalibration, type CarCalibration } from '../robot/calibration.ts';
import type { CarAbout } from '../robot/car-about.ts';
import type { PartType, RobotPart, RobotProfile } from '../robot/profile.ts';
import type { PortValue, RobotInputId } from '../robot/robot-port.ts';
import type { RobotDevice } from './robot-device.ts';

interface BenchCar {
  readonly device: RobotDevice;
  readonly robot: FirmataRobot;
}

export interface LiveBenchOptions {
  /** undefined while a program has the car, and where none is connected. */
  readonly car: () => BenchCar | undefined;
  /** Who it is has been found out, or has changed. */
  readonly onAbout: (about: CarAbout) => void;
}

const BUSY = (): Result<never, 'session.wrong-state'> => fail('session.wrong-state', { state: 'running' });

/** How many values each part that measures has. */
const READINGS: { readonly [T in PartType]?: (part: Extract<RobotPart, { type: T }>) => number } = {
  line: ({ sensors }) => sensors.length,
  bump: ({ switches }) => switches.length,
  encoder: () => 2,
  sonar: () => 1,
  light: () => 1,
  sound: () => 1,
  color: () => 1,
  gyro: () => 1,
  button: () => 1,
  battery: () => 1,
};

/** What an output that was tried is given at the end; the others end by themselves. */
const REST: Readonly<Partial<Record<OutputTry['output'], readonly PortValue[]>>> = { led: ['off'], display: [''] };

function readingsOf(robot: FirmataRobot): readonly Reading[] {
  return robot.profile.parts.flatMap((part) => {
    const count = (READINGS[part.type] as ((part: RobotPart) => number) | undefined)?.(part) ?? 0;
    const input = part.type as RobotInputId;
    return Array.from({ length: count }, (_, index) => ({ input, index, value: robot.read(input, index) }));
  });
}

export class LiveBench implements CarBench {
  readonly #options: LiveBenchOptions;
  #record: CarRecord | undefined;
  #calibration: CarCalibration | undefined;
  #keptOn: CarAbout['keptOn'];
  #cancelTry: CancelTimer | undefined;

  constructor(options: LiveBenchOptions) {
    this.#options = options;
  }

  /** What is in use; absent: the kit's own values. */
  get about(): CarAbout {
    const { carId: id, name } = this.#record ?? {};
    const measuredAt = this.#calibration?.measuredAt;
    return {
      ...(id === undefined ? {} : { id }),
      ...(name === undefined || name === '' ? {} : { name }),
      ...(measuredAt === undefined ? {} : { calibratedAt: measuredAt }),
      ...(measuredAt === undefined || this.#keptOn === undefined ? {} : { keptOn: this.#keptOn }),
      canKeep: this.#options.car()?.robot.own !== undefined,
    };
  }

  /** A car that was measured before drives by that from its first run on: what its board holds, else what the computer kept. */
  async start(): Promise<void> {
    const car = this.#options.car();
    if (car === undefined) return;
    const { device, robot } = car;
    this.#record = robot.own === undefined ? undefined : await readRecord(robot.own);
    const onBoard = usable(device.profile, this.#record?.calibration);
    const kept = onBoard ?? usable(device.profile, await device.records?.find(this.#record?.carId));
    this.#use(car, kept, onBoard === undefined ? 'computer' : 'board');
  }

  measure(): Promise<Result<CarMeasures>> {
    const car = this.#options.car();
    if (car === undefined) return Promise.resolve(BUSY());
    const { robot } = car;
    const carId = this.#record?.carId;
    return Promise.resolve(
      ok({
        rawLine: robot.rawLine(),
        readings: readingsOf(robot),
        ...(carId === undefined ? {} : { carId }),
        ...(this.#calibration === undefined ? {} : { calibration: this.#calibration }),
      }),
    );
  }

  spin(leftPercent: number, rightPercent: number, ms: number): Promise<Result<void>> {
    this.#options.car()?.robot.calibrate(undefined);
    return this.#try('motors', [leftPercent, rightPercent], ms);
  }

  tryOutput({ output, values, ms }: OutputTry): Promise<Result<void>> {
    return this.#try(output, values, ms);
  }

  async calibrate(calibration: CarCalibration): Promise<Result<void>> {
    const car = this.#options.car();
    if (car === undefined) return BUSY();
    const { device } = car;
    const checked = checkCalibration(device.profile, calibration);
    if (!checked.ok) return checked;
    const written = await this.#keepOnBoard(car, { calibration });
    const kept = (await device.records?.keep(this.#record?.carId, calibration)) ?? (written.ok ? ok(undefined) : written);
    if (!written.ok && !kept.ok) return kept;
    this.#use(car, calibration, written.ok ? 'board' : 'computer');
    return ok(undefined);
  }

  /** Errors: `session.wrong-state`, `car.cannot-keep`, `car.name-too-long`, `car.record-not-written`. */
  async name(name: string): Promise<Result<void>> {
    const car = this.#options.car();
    if (car === undefined) return BUSY();
    const written = await this.#keepOnBoard(car, { name });
    if (written.ok) this.#options.onAbout(this.about);
    return written;
  }

  /** What is being tried ends, and the calibration counts again. */
  end(): void {
    if (this.#cancelTry === undefined) return;
    this.#cancelTry();
    this.#cancelTry = undefined;
    const robot = this.#options.car()?.robot;
    robot?.stopAll();
    robot?.calibrate(this.#calibration);
    for (const { type } of robot?.profile.parts ?? []) if (type === 'led' || type === 'display') robot?.write(type, REST[type]!);
  }

  #try(output: OutputTry['output'] | 'motors', values: readonly PortValue[], ms: number): Promise<Result<void>> {
    const car = this.#options.car();
    if (car === undefined) return Promise.resolve(BUSY());
    const { device, robot } = car;
    if (output !== 'motors' && !robot.profile.parts.some(({ type }) => type === PART_OF[output])) {
      return Promise.resolve(fail('car.no-such-part', { part: PART_OF[output] }));
    }
    this.#cancelTry?.();
    robot.write(output, values);
    this.#cancelTry = device.clock.after(Math.min(ms, TRY_MS_MAX), () => this.end());
    return Promise.resolve(ok(undefined));
  }

  #use({ robot }: BenchCar, calibration: CarCalibration | undefined, keptOn: 'board' | 'computer'): void {
    this.#calibration = calibration;
    this.#keptOn = keptOn;
    if (calibration !== undefined) robot.calibrate(calibration);
    this.#options.onAbout(this.about);
  }

  /** A board that nobody has named yet becomes a car of its own. */
  async #keepOnBoard({ device, robot }: BenchCar, change: Partial<Pick<CarRecord, 'name' | 'calibration'>>): Promise<Result<void>> {
    const { own } = robot;
    if (own === undefined) return fail('car.cannot-keep');
    const before = this.#record;
    const sameKit = before?.profileId === device.profile.id;
    const record: CarRecord = {
      carId: before?.carId ?? device.newCarId(),
      profileId: device.profile.id,
      name: before?.name ?? '',
      ...(sameKit ? { calibration: before.calibration } : {}),
      ...change,
    };
    const written = await writeRecord(own, record);
    if (written.ok) this.#record = record;
    return written;
  }
}

const PART_OF = { led: 'led', tone: 'buzzer', servo: 'servo', display: 'display' } as const;

function usable(profile: RobotProfile, calibration: CarCalibration | undefined): CarCalibration | undefined {
  return calibration !== undefined && checkCalibration(profile, calibration).ok ? calibration : undefined;
}
