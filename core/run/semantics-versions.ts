/**
 * What a recording must agree on to be run again. Layer: run. Each number rises with every change of meaning: instruction weights and
 * results (vm), physics, sensors and noise (sim), what the referee counts (rules).
 */
export const SEMANTICS_VERSIONS = { vm: 3, sim: 4, rules: 2 } as const;

export interface SemanticsVersions {
  readonly vm: number;
  readonly sim: number;
  readonly rules: number;
}
