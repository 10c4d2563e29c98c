/** The public half of a publisher's key. Layer: pack. Apart from pack-signature, so that whoever only names a key needs no cryptography. */
import { z } from 'zod';

/** 32 bytes, as lower-case hex. */
export const publisherKeySchema = z.string().regex(/^[0-9a-f]{64}$/);
export type PublisherKey = string;
