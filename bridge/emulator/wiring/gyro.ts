/** An MPU-6050 on I2C: how fast the car turns, and which way is down. Layer: bridge/emulator. Register map RM-MPU-6000A, rev. 4.2. */
import type { PartOf } from '../../../core/robot/profile.ts';
import type { World } from '../../../core/sim/world.ts';
import { RegisterDevice } from '../register-device.ts';
import type { WirePart } from './wired-part.ts';

const GYRO_CONFIG = 0x1b;
const ACCEL_CONFIG = 0x1c;
const ACCEL_OUT = 0x3b;
const GYRO_OUT = 0x43;
const PWR_MGMT_1 = 0x6b;
const WHO_AM_I = 0x75;
const SLEEP = 0x40;
const STEPS_PER_DEGREE_PER_S = [131, 65.5, 32.8, 16.4] as const;
const STEPS_PER_G = [16_384, 8192, 4096, 2048] as const;
const AXIS = { x: 0, y: 1, z: 2 } as const;
const MS_PER_S = 1000;
const BYTES = 2;

export const wireGyro: WirePart<'gyro'> = (part, { board }) => {
  const chip = new RegisterDevice({ [PWR_MGMT_1]: SLEEP, [WHO_AM_I]: 0x68 });
  board.i2c.devices.set(part.address, chip);
  let known: World | undefined;
  let lastDeg = 0;
  return {
    feed(world) {
      const nowDeg = world.parts.gyroDeg(world.timeMs);
      const turned = world === known ? nowDeg - lastDeg : 0;
      known = world;
      lastDeg = nowDeg;
      if ((chip.bytes[PWR_MGMT_1]! & SLEEP) === 0) show(chip, part, turned * MS_PER_S);
    },
  };
};

/** The chip counts against the clock, seen from the end of its axis. */
function show(chip: RegisterDevice, { axis, inverted }: PartOf<'gyro'>, clockwiseDegPerS: number): void {
  const up = inverted ? -1 : 1;
  const range = (register: number): number => (chip.bytes[register]! >> 3) & 3;
  const put = (register: number, steps: number): void => chip.setInt16(register + BYTES * AXIS[axis], steps);
  put(GYRO_OUT, -up * clockwiseDegPerS * STEPS_PER_DEGREE_PER_S[range(GYRO_CONFIG)]!);
  put(ACCEL_OUT, up * STEPS_PER_G[range(ACCEL_CONFIG)]!);
}
