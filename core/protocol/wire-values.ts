/**
 * Values that JSON cannot hold, as codecs: `z.encode` on the sending side, `z.decode` on the receiving one. Layer: protocol.
 * Numbers: NaN and the infinities travel as their names. Bytes: base64.
 */
import { z } from 'zod';
import { fromBase64, isBase64, toBase64 } from '../base/base64.ts';
import type { Fault, FaultParams } from '../base/result.ts';

const ODD_NUMBERS = ['NaN', 'Infinity', '-Infinity'] as const;
const finite = z.number();
const anyNumber = z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]);

export const wireNumber = z.codec(z.union([finite, z.enum(ODD_NUMBERS)]), anyNumber, {
  decode: (wire) => Number(wire),
  encode: (value) => (Number.isFinite(value) ? value : (String(value) as (typeof ODD_NUMBERS)[number])),
});

export const wireBytes = z.codec(
  z.string().refine(isBase64),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  { decode: fromBase64, encode: toBase64 },
);

export const wireParams: z.ZodType<FaultParams> = z.record(z.string().max(80), z.union([z.string(), z.boolean(), wireNumber]));

/** A fault's cause stays where it arose: it is for that side's log. */
export const wireFault: z.ZodType<Fault> = z.object({ code: z.string().max(80), params: wireParams });
