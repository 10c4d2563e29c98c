/**
 * The ideal car, for teaching: without all or some of what makes a real one hard. Layer: robot. A run on it is recorded with this profile, which
 * says so (`ideal`), and verified with it.
 */
import { effectsOf, IDEAL_EFFECTS, type IdealEffect } from './ideal-effects.ts';
import { GRIP_ENDLESS_MM_PER_S2 } from './profile-dynamics.ts';
import type { PartOf, RobotProfile } from './profile.ts';

type Dynamics = RobotProfile['dynamics'];
type Sensing = RobotProfile['sensing'];

const dynamics =
  (change: Partial<Dynamics>) =>
  (profile: RobotProfile): RobotProfile => ({ ...profile, dynamics: { ...profile.dynamics, ...change } });

const line =
  (change: Partial<Sensing['line']>) =>
  (profile: RobotProfile): RobotProfile => ({ ...profile, sensing: { ...profile.sensing, line: { ...profile.sensing.line, ...change } } });

/** Sizes, top speed, beam, spot and ranges stay: they are what the car is, not what is wrong with it. */
const WITHOUT: { readonly [E in IdealEffect]: (profile: RobotProfile) => RobotProfile } = {
  'motor-lag': dynamics({ motorLagMs: 0 }),
  'dead-zone': dynamics({ deadZonePercent: 0 }),
  'speed-curve': dynamics({ speedCurve: 0 }),
  'uneven-motors': evenMotors,
  'battery-sag': dynamics({ batterySag: 0, stallLoad: 1 }),
  'wheel-slip': dynamics({ gripMmPerS2: GRIP_ENDLESS_MM_PER_S2 }),
  'caster-drag': dynamics({ casterDragMmPerS2: 0 }),
  'line-noise': line({ noise: 0 }),
  'line-delay': line({ delayMs: 0 }),
  'uneven-sensors': evenSensors,
  sunlight: line({ sunlight: 0 }),
  'sonar-loss': ({ sensing, ...rest }) => ({
    ...rest,
    sensing: { ...sensing, sonar: { ...sensing.sonar, glanceDeg: 90, echoLoss: 0 } },
  }),
  'gyro-drift': ({ sensing, ...rest }) => ({
    ...rest,
    sensing: { ...sensing, ...(sensing.gyro && { gyro: { ...sensing.gyro, driftDegPerMin: 0, scaleSpread: 0 } }) },
  }),
  'sensor-noise': quietSensors,
};

function withPart<T extends 'motors' | 'line'>(profile: RobotProfile, type: T, change: (part: PartOf<T>) => PartOf<T>): RobotProfile {
  return { ...profile, parts: profile.parts.map((part) => (part.type === type ? change(part as PartOf<T>) : part)) };
}

/** Both as the kit's top speed says, with nothing to make up for. */
function evenMotors(profile: RobotProfile): RobotProfile {
  const { gains: _gains, ...shared } = profile.dynamics;
  const even = { ...profile, dynamics: { ...shared, gainSpread: 0 } };
  return withPart(even, 'motors', ({ measured: _measured, ...motors }) => motors);
}

function evenSensors(profile: RobotProfile): RobotProfile {
  return withPart(line({ spread: 0, thresholdSpread: 0 })(profile), 'line', (part) => ({
    ...part,
    sensors: part.sensors.map(({ rawWhite: _white, rawBlack: _black, threshold: _threshold, ...sensor }) => sensor),
  }));
}

function quietSensors({ sensing, ...rest }: RobotProfile): RobotProfile {
  const { sonar, gyro, color, ambient } = sensing;
  return {
    ...rest,
    sensing: {
      ...sensing,
      sonar: { ...sonar, noiseMm: 0 },
      ...(gyro && { gyro: { ...gyro, noiseDeg: 0 } }),
      ...(color && { color: { ...color, noise: 0 } }),
      ...(ambient && { ambient: { noise: 0 } }),
    },
  };
}

/** @param off what is left out; the same car comes back where it has none of that */
export function idealProfile(profile: RobotProfile, off: readonly IdealEffect[] = IDEAL_EFFECTS): RobotProfile {
  const own = effectsOf(profile);
  const gone = own.filter((effect) => off.includes(effect));
  if (gone.length === 0) return profile;
  const without = IDEAL_EFFECTS.filter((effect) => off.includes(effect)).reduce((car, effect) => WITHOUT[effect](car), profile);
  return { ...without, ideal: gone.length === own.length ? true : gone };
}
