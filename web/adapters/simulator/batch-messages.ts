/** Page ⇄ batch worker. Layer: web/adapters/simulator. Each seed is answered once, in order. */
import type { Result } from '../../../core/base/result.ts';
import type { BatchMaterial } from '../../../core/run/batch.ts';
import type { SeedResult } from '../../../core/run/batch-report.ts';

export type ToBatchWorker =
  /** First, once. */
  { readonly kind: 'material'; readonly material: BatchMaterial } | { readonly kind: 'seed'; readonly seed: number };

export type FromBatchWorker = Result<SeedResult>;
