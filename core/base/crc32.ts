/** CRC-32 as in zip, PNG and MCAP (reflected, polynomial 0xEDB88320). Layer: base. Source of the table method: ISO 3309, RFC 1952 §8. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * 0 … 2^32 − 1.
 * @param before of the bytes that come before these: `crc32(b, crc32(a))` is that of a and b together
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = (before ^ 0xffffffff) >>> 0;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]!) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}
