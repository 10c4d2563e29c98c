/** An image as the pages a bootloader takes. Layer: device. */
import { fail, ok, type Result } from '../../base/result.ts';
import { placeSegments, type HexSegment, type IntelHexFaultCode } from '../intel-hex.ts';

/** Flash that is erased and not written. */
const ERASED = 0xff;

export type ImageFaultCode = IntelHexFaultCode | 'flash.image-empty' | 'flash.image-too-big';

/**
 * From address 0 to the end of the last page that holds a byte, without a gap. Why without: the Mega's bootloader erases one page after
 * another, whichever page it is told to write.
 * @param bytesMax where the bootloader begins
 * Errors: `flash.image-empty`, `flash.image-too-big` {bytes, bytesMax}.
 */
export function flashImage(
  segments: readonly HexSegment[],
  { pageBytes, bytesMax }: { readonly pageBytes: number; readonly bytesMax: number },
): Result<Uint8Array, ImageFaultCode> {
  const end = Math.max(0, ...segments.map(({ address, bytes }) => address + bytes.length));
  if (end === 0) return fail('flash.image-empty');
  if (end > bytesMax) return fail('flash.image-too-big', { bytes: end, bytesMax });
  const image = new Uint8Array(Math.ceil(end / pageBytes) * pageBytes).fill(ERASED);
  const placed = placeSegments(segments, image);
  return placed.ok ? ok(image) : placed;
}
