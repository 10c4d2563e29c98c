/**
 * Who sits at this browser. Layer: web/adapters/storage. Leaving the seat: leave-seat.ts.
 *
 * | where          | key           | what                                                         |
 * | -------------- | ------------- | ------------------------------------------------------------ |
 * | localStorage   | guiji.seat    | `KeptSeat`: survives a reload and a restart of the browser   |
 * | sessionStorage | guiji.teacher | a teacher's token, on a device that is not the bridge's own  |
 */
import { z } from 'zod';
import { studentId } from '../../../core/protocol/class-views.ts';

const keptSeatSchema = z.object({
  /** For the WebSocket's hello. Absent on the page of a station bridge, which has a token of its own. */
  token: z.string().optional(),
  student: z.object({ id: studentId, nickname: z.string(), seat: z.string().optional() }),
  personalCode: z.string(),
  classTitle: z.string(),
});
export type KeptSeat = z.output<typeof keptSeatSchema>;

const SEAT = 'guiji.seat';
const TEACHER = 'guiji.teacher';

/** undefined where nobody sits here, and where the browser keeps nothing. */
export function keptSeat(): KeptSeat | undefined {
  try {
    return keptSeatSchema.parse(JSON.parse(localStorage.getItem(SEAT) ?? ''));
  } catch {
    return undefined;
  }
}

/** False where the browser keeps nothing: then nobody can sit here. */
export function keepSeat(seat: KeptSeat): boolean {
  try {
    localStorage.setItem(SEAT, JSON.stringify(seat));
    return true;
  } catch {
    return false;
  }
}

export function keptTeacherToken(): string | undefined {
  try {
    return sessionStorage.getItem(TEACHER) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepTeacherToken(token: string): boolean {
  try {
    sessionStorage.setItem(TEACHER, token);
    return true;
  } catch {
    return false;
  }
}
