/** What the checks of single files answer with. Layer: pack. */
import type { Result } from '../../base/result.ts';
import type { PackContentFaultCode } from '../pack-faults.ts';

export type ContentResult = Result<void, PackContentFaultCode>;

/** Of what is refused, as it stands in the file, for the person who has to find it. */
const SHOWN_CHARACTERS = 60;

export const excerpt = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, SHOWN_CHARACTERS);
