/** Every bench of `guiji bench`, in the order they are shown. A bench module exports one `Bench`. */
import type { Bench } from './bench.ts';

export const BENCHES: readonly Bench[] = [];
