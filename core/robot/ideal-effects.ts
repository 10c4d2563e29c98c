/** What makes a real car hard, each of which the simulator can leave out, for teaching. Layer: robot. What each is: docs/protocols/profile.md. */
import type { PartType } from './profile-parts.ts';

/** In the order in which they are shown. */
export const EFFECT_GROUPS = {
  wheels: ['motor-lag', 'dead-zone', 'speed-curve', 'uneven-motors', 'battery-sag', 'wheel-slip', 'caster-drag'],
  line: ['line-noise', 'line-delay', 'uneven-sensors', 'sunlight'],
  sensors: ['sonar-loss', 'gyro-drift', 'sensor-noise'],
} as const;

export type EffectGroup = keyof typeof EFFECT_GROUPS;
export type IdealEffect = (typeof EFFECT_GROUPS)[EffectGroup][number];

export const IDEAL_EFFECTS: readonly IdealEffect[] = Object.values(EFFECT_GROUPS).flat();

const PARTS: { readonly [E in IdealEffect]?: readonly PartType[] } = {
  'line-noise': ['line'],
  'line-delay': ['line'],
  'uneven-sensors': ['line'],
  sunlight: ['line'],
  'sonar-loss': ['sonar'],
  'gyro-drift': ['gyro'],
  'sensor-noise': ['sonar', 'gyro', 'color', 'light', 'sound'],
};

/** Those that a car with these parts can have. */
export function effectsOf({ parts }: { readonly parts: readonly { readonly type: PartType }[] }): readonly IdealEffect[] {
  return IDEAL_EFFECTS.filter((effect) => PARTS[effect]?.some((type) => parts.some((part) => part.type === type)) ?? true);
}
