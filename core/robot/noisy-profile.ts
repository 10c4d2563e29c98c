/** A kit whose cars differ more, or less, and whose sensors are noisier, or less so. Layer: robot. */
import type { RobotProfile } from './profile.ts';

/** Four times as noisy as measured: no kit would be sold. */
export const NOISE_MAX = 4;

const SPREAD_MAX = 0.3;

/**
 * @param factor 0 (all cars alike, no noise) … `NOISE_MAX`; 1 is the kit as measured. Delays, lags and what wears the battery stay.
 */
export function noisyProfile(profile: RobotProfile, factor: number): RobotProfile {
  if (factor === 1) return profile;
  const { dynamics, sensing } = profile;
  const { line, sonar, gyro, color, ambient } = sensing;
  const times = (value: number, max: number): number => Math.min(max, value * factor);
  return {
    ...profile,
    dynamics: { ...dynamics, gainSpread: times(dynamics.gainSpread, SPREAD_MAX) },
    sensing: {
      line: {
        ...line,
        noise: times(line.noise, 1),
        spread: times(line.spread, SPREAD_MAX),
        thresholdSpread: times(line.thresholdSpread, SPREAD_MAX),
      },
      sonar: { ...sonar, noiseMm: times(sonar.noiseMm, 1000), echoLoss: times(sonar.echoLoss, 1) },
      ...(gyro && {
        gyro: {
          noiseDeg: times(gyro.noiseDeg, 30),
          driftDegPerMin: times(gyro.driftDegPerMin, 600),
          scaleSpread: times(gyro.scaleSpread, 0.2),
        },
      }),
      ...(color && { color: { ...color, noise: times(color.noise, 1) } }),
      ...(ambient && { ambient: { noise: times(ambient.noise, 1) } }),
    },
  };
}
