/** Inputs that no simulated world computes: what a camera saw, what a person's hand did. Layer: run. Verification takes them from the recording. */
import type { InputId } from '../robot/robot-port.ts';

/** `button` is a person's finger: the world only remembers it. */
const EXTERNAL: readonly InputId[] = ['button'];

export const EXTERNAL_INPUTS: ReadonlySet<InputId> = new Set(EXTERNAL);
