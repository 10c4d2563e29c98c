/**
 * Measures and tries a connected car between runs, and keeps what it measured. Layer: live.
 * A wheel that is tried stops by itself, whatever becomes of the page.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { CancelTimer } from '../device/clock.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import { SPIN_MS_MAX, type CarBench, type CarMeasures } from '../protocol/robot-session.ts';
import { checkCalibration, type CarCalibration } from '../robot/calibration.ts';
import type { RobotDevice } from './robot-device.ts';

interface BenchCar {
  readonly device: RobotDevice;
  readonly robot: FirmataRobot;
}

export interface LiveBenchOptions {
  /** undefined while a program has the car, and where none is connected. */
  readonly car: () => BenchCar | undefined;
}

const BUSY = (): Result<never, 'session.wrong-state'> => fail('session.wrong-state', { state: 'running' });

export class LiveBench implements CarBench {
  readonly #options: LiveBenchOptions;
  #calibration: CarCalibration | undefined;
  #cancelSpin: CancelTimer | undefined;

  constructor(options: LiveBenchOptions) {
    this.#options = options;
  }

  /** A car that was measured before drives by that from its first run on. */
  async start(): Promise<void> {
    const car = this.#options.car();
    if (car === undefined) return;
    const { device, robot } = car;
    const kept = await device.records?.find(robot.identity?.carId);
    if (kept === undefined || !checkCalibration(device.profile, kept).ok) return;
    this.#calibration = kept;
    robot.calibrate(kept);
  }

  measure(): Promise<Result<CarMeasures>> {
    const car = this.#options.car();
    if (car === undefined) return Promise.resolve(BUSY());
    const { robot } = car;
    const carId = robot.identity?.carId;
    return Promise.resolve(
      ok({
        rawLine: robot.rawLine(),
        ...(carId === undefined ? {} : { carId }),
        ...(this.#calibration === undefined ? {} : { calibration: this.#calibration }),
      }),
    );
  }

  spin(leftPercent: number, rightPercent: number, ms: number): Promise<Result<void>> {
    const car = this.#options.car();
    if (car === undefined) return Promise.resolve(BUSY());
    const { device, robot } = car;
    this.#cancelSpin?.();
    robot.calibrate(undefined);
    robot.write('motors', [leftPercent, rightPercent]);
    this.#cancelSpin = device.clock.after(Math.min(ms, SPIN_MS_MAX), () => this.end());
    return Promise.resolve(ok(undefined));
  }

  async calibrate(calibration: CarCalibration): Promise<Result<void>> {
    const car = this.#options.car();
    if (car === undefined) return BUSY();
    const { device, robot } = car;
    const checked = checkCalibration(device.profile, calibration);
    if (!checked.ok) return checked;
    const kept = (await device.records?.keep(robot.identity?.carId, calibration)) ?? ok(undefined);
    if (!kept.ok) return kept;
    this.#calibration = calibration;
    robot.calibrate(calibration);
    return ok(undefined);
  }

  /** Wheels that are being tried stop, and the calibration counts again. */
  end(): void {
    if (this.#cancelSpin === undefined) return;
    this.#cancelSpin();
    this.#cancelSpin = undefined;
    const car = this.#options.car();
    car?.robot.stopAll();
    car?.robot.calibrate(this.#calibration);
  }
}
