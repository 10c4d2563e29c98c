/**
 * Values that JSON cannot hold, as codecs: `z.encode` on the sending side, `z.decode` on the receiving one. Layer: protocol.
 * Numbers: NaN and the infinities travel as their names. Bytes: base64 (RFC 4648 §4, padded).
 */
import { z } from 'zod';
import type { Fault, FaultParams } from '../base/result.ts';

const ODD_NUMBERS = ['NaN', 'Infinity', '-Infinity'] as const;
const finite = z.number();
const anyNumber = z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])]);

export const wireNumber = z.codec(z.union([finite, z.enum(ODD_NUMBERS)]), anyNumber, {
  decode: (wire) => Number(wire),
  encode: (value) => (Number.isFinite(value) ? value : (String(value) as (typeof ODD_NUMBERS)[number])),
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTETS = new Map([...ALPHABET].map((letter, sextet) => [letter, sextet]));

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const triple = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text += ALPHABET[(triple >> shift) & 63]!;
  }
  const padding = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - padding) + '='.repeat(padding);
}

/** `text` must be valid base64; see `wireBytes`. */
export function fromBase64(text: string): Uint8Array {
  const bare = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((bare.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of bare) {
    held = ((held << 6) | SEXTETS.get(letter)!) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

export const wireBytes = z.codec(
  z
    .string()
    .regex(/^[A-Za-z0-9+/]*={0,2}$/)
    .refine((text) => text.length % 4 === 0),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  { decode: fromBase64, encode: toBase64 },
);

export const wireParams: z.ZodType<FaultParams> = z.record(z.string().max(80), z.union([z.string(), z.boolean(), wireNumber]));

/** A fault's cause stays where it arose: it is for that side's log. */
export const wireFault: z.ZodType<Fault> = z.object({ code: z.string().max(80), params: wireParams });
