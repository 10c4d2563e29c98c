/** How large a pack and its parts may be. Layer: pack. A school's oldest computer has 2 GB of memory. */
import type { ZipLimits } from '../base/zip-reader.ts';

export const PACK_FILE_EXTENSION = '.guijipack';
export const PACK_BYTES_MAX = 48_000_000;

export const PACK_ZIP_LIMITS: ZipLimits = { entriesMax: 1500, entryBytesMax: 24_000_000, totalBytesMax: 96_000_000, ratioMax: 100 };

export const MARKDOWN_BYTES_MAX = 200_000;
export const TEXT_BYTES_MAX = 1_000_000;
export const JSON_BYTES_MAX = 4_000_000;
export const IMAGE_BYTES_MAX = 8_000_000;
export const FIRMWARE_BYTES_MAX = 16_000_000;
export const MODEL_BYTES_MAX = 24_000_000;
/** 8,000 × 5,000: decoded it takes 160 MB. */
export const IMAGE_PIXELS_MAX = 40_000_000;
