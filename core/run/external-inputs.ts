/** Inputs that no simulated world computes: what a camera saw, what a person's hand did. Layer: run. Verification takes them from the recording. */
import type { InputId } from '../robot/robot-port.ts';

/** `button` is a person's finger: the world only remembers it. Not `aiOut`: it follows from the models, see model-answers.ts. */
const EXTERNAL: readonly InputId[] = ['button', 'aiLabel', 'aiClass', 'aiConfidence', 'remote', 'tune', 'message', 'messages'];

export const EXTERNAL_INPUTS: ReadonlySet<InputId> = new Set(EXTERNAL);
