/** Which exit code a pack's fault means. Layer: bridge/cli. */
import type { Fault } from '../../../../core/base/result.ts';
import type { CommandOutcome } from '../../command.ts';

/** The surroundings failed; everything else is wrong input. */
const SURROUNDINGS: ReadonlySet<string> = new Set([
  'pack.not-written',
  'pack.no-room',
  'pack.too-many-packs',
  'cli.file-not-writable',
  'bridge.data-not-writable',
  'bridge.failed',
]);

export const refusedWith = (fault: Fault): CommandOutcome => ({ exitCode: SURROUNDINGS.has(fault.code) ? 3 : 2, fault });
