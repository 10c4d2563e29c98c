/** A firmware file, judged and ready to be written. Layer: device. */
import { ownSha256 } from '../../base/sha256.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { ProfileImage } from '../../robot/profile.ts';
import { withBaud } from '../firmware-settings.ts';
import { parseIntelHex, type HexSegment, type IntelHexFaultCode } from '../intel-hex.ts';
import { hexOf } from './avr-chips.ts';
import type { FlashTarget } from './flash-target.ts';

export type ReadyImage =
  { readonly kind: 'hex'; readonly segments: readonly HexSegment[] } | { readonly kind: 'file'; readonly bytes: Uint8Array };

/** More than any board of a school holds. */
export const FIRMWARE_BYTES_MAX = 16_000_000;

const INTEL_HEX = /\.hex$/;

/** One of the kit's own: whole by its hash, and speaking at the baud that the profile names. Errors: `firmware.wrong-hash` {image}, `firmware.bad-image`. */
export function kitImage(
  bytes: Uint8Array,
  { file, sha256, baud }: ProfileImage,
): Result<ReadyImage, IntelHexFaultCode | 'firmware.wrong-hash'> {
  const digest = ownSha256();
  digest.update(bytes);
  if (hexOf(digest.digest()) !== sha256) return fail('firmware.wrong-hash', { image: file });
  if (!INTEL_HEX.test(file)) return ok({ kind: 'file', bytes });
  const image = hexImage(bytes);
  return image.ok && baud !== undefined ? ok({ kind: 'hex', segments: withBaud(image.value.segments, baud) }) : image;
}

/** One that a person gave. Errors: `firmware.bad-image`. */
export function givenImage(bytes: Uint8Array, { kind }: FlashTarget): Result<ReadyImage, IntelHexFaultCode> {
  return kind === 'avr' ? hexImage(bytes) : ok({ kind: 'file', bytes });
}

function hexImage(bytes: Uint8Array): Result<Extract<ReadyImage, { kind: 'hex' }>, IntelHexFaultCode> {
  const parsed = parseIntelHex(new TextDecoder('latin1').decode(bytes));
  return parsed.ok ? ok({ kind: 'hex', segments: parsed.value }) : parsed;
}
