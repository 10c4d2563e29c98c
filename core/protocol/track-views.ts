/** Tracks that people have drawn, on the bridge's disk. Layer: protocol. Spec: docs/protocols/bridge.md, "Tracks". */
import { z } from 'zod';
import { localTextSchema } from '../base/local-text.ts';

/** Of one student, or of the school. */
export const TRACKS_OF_OWNER_MAX = 200;

export const trackHead = z.strictObject({ id: z.string(), name: localTextSchema(80), savedAtMs: z.number() });
export type TrackHead = z.infer<typeof trackHead>;
