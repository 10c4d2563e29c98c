/** What one program may use. Layer: vm. Named in bytecode.md §7. */
export interface VmLimits {
  /** Estimated size of everything reachable, in bytes. */
  readonly memoryBytes: number;
  /** Function calls in one another, per fiber. */
  readonly callDepth: number;
  /** Fibers alive at once. */
  readonly fibers: number;
  /** log() calls in one run. */
  readonly logLines: number;
}

export const DEFAULT_LIMITS: VmLimits = {
  memoryBytes: 16 * 1024 * 1024,
  callDepth: 1000,
  fibers: 64,
  logLines: 20_000,
};

/** Characters of one console line; the rest is cut and marked with '…'. */
export const LOG_TEXT_LENGTH_MAX = 500;
/** Characters of a variable in the debugger. */
export const VIEW_TEXT_LENGTH_MAX = 200;
