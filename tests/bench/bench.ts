/** The frame of the project's own measurements: what a bench is and how its rows read. Ratios are taken within one run, never across runs. */

export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it was held against, measured in the same run: name and value in the same unit. */
  readonly reference?: { readonly what: string; readonly value: number };
  /** How many times better than the reference; 1 = equal. */
  readonly ratio?: number;
  /** In words, such as '≥ 4 ×'. */
  readonly target?: string;
  readonly reached?: boolean;
  /** Why a row has no reference: the comparison that is missing and how to get it. */
  readonly missing?: string;
  /** What a reader should know with it. */
  readonly note?: string;
}

export interface Bench {
  readonly name: string;
  run(): Promise<readonly BenchRow[]>;
}
