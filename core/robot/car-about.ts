/** Which car of a kit it is, as far as it can be told. Layer: robot. */
import { z } from 'zod';

/** UTF-8, in the record of the board's EEPROM (docs/protocols/firmware.md): thirteen Chinese characters. */
export const CAR_NAME_BYTES_MAX = 40;

export const carAboutSchema = z.object({
  /** Its own, by its board's record; absent where the board has none. */
  id: z.string().max(64).optional(),
  /** Given by a person. */
  name: z.string().max(CAR_NAME_BYTES_MAX).optional(),
  /** ISO 8601; absent: never, or not for this kit. */
  calibratedAt: z.string().max(40).optional(),
  /** Where that calibration was found. */
  keptOn: z.enum(['board', 'computer']).optional(),
  /** The board can keep a name and a calibration. */
  canKeep: z.boolean(),
});

export type CarAbout = z.infer<typeof carAboutSchema>;

export type CarFaultCode =
  | 'car.cannot-keep' // {}: another firmware than ours
  | 'car.no-such-part' // {part}
  | 'car.name-too-long' // {bytesMax}
  | 'car.record-not-written'; // {}
