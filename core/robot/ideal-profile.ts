/**
 * The ideal car, for teaching: each wheel at once at the speed it is told, each sensor exact. Layer: robot. A run on it is recorded with this
 * profile, which says so (`ideal`), and verified with it.
 */
import { GRIP_ENDLESS_MM_PER_S2 } from './profile-dynamics.ts';
import type { RobotProfile } from './profile.ts';

/** Sizes, top speed, beam, spot and ranges stay: they are what the car is, not what is wrong with it. */
export function idealProfile(profile: RobotProfile): RobotProfile {
  const { dynamics, sensing } = profile;
  return {
    ...profile,
    ideal: true,
    parts: profile.parts.map((part) => {
      if (part.type === 'motors') {
        const { measured: _measured, ...rest } = part;
        return rest;
      }
      if (part.type !== 'line') return part;
      return { ...part, sensors: part.sensors.map(({ rawWhite: _white, rawBlack: _black, threshold: _threshold, ...sensor }) => sensor) };
    }),
    dynamics: {
      ...{ topSpeedMmPerS: dynamics.topSpeedMmPerS, motorLagMs: 0, deadZonePercent: 0, speedCurve: 0, gainSpread: 0 },
      ...{ batterySag: 0, stallLoad: 1, gripMmPerS2: GRIP_ENDLESS_MM_PER_S2, casterDragMmPerS2: 0 },
    },
    sensing: {
      ...sensing,
      line: { ...sensing.line, noise: 0, delayMs: 0, spread: 0, sunlight: 0, thresholdSpread: 0 },
      sonar: { ...sensing.sonar, glanceDeg: 90, echoLoss: 0, noiseMm: 0 },
      ...(sensing.gyro === undefined ? {} : { gyro: { noiseDeg: 0, driftDegPerMin: 0, scaleSpread: 0 } }),
      ...(sensing.color === undefined ? {} : { color: { ...sensing.color, noise: 0 } }),
      ...(sensing.ambient === undefined ? {} : { ambient: { noise: 0 } }),
    },
  };
}
