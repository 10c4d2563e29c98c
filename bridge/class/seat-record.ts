/** A seat that this computer has in another bridge's class, as it is kept for after a restart. Layer: bridge/class. */
import { z } from 'zod';
import { handout, nickname, seat, studentId, type SeatView } from '../../core/protocol/class-views.ts';

const seatRecord = z.object({
  origin: z.string(),
  /** Why as it is, and not hashed: this bridge goes back in with it by itself. */
  token: z.string(),
  student: z.object({ id: studentId, nickname, seat: seat.optional() }),
  personalCode: z.string(),
  classTitle: z.string(),
  locked: z.boolean(),
  lockMessage: z.string().optional(),
  /** By this computer's clock. */
  timerEndsAtMs: z.number().optional(),
  handout: handout.optional(),
  /** Nobody sits here any more; what is unsent is still to be sent. */
  isLeaving: z.boolean(),
});
export type SeatRecord = z.output<typeof seatRecord>;

export const seatRecords = z.array(seatRecord);

/** Whatever the class bridge says of the seat now. */
export function refreshed(record: SeatRecord, view: SeatView, nowMs: number): SeatRecord {
  const { origin, token, isLeaving } = record;
  const { student, personalCode, classTitle, locked, lockMessage, timerLeftS, handout: given } = view;
  return {
    ...{ origin, token, isLeaving, student, personalCode, classTitle, locked },
    ...(lockMessage === undefined ? {} : { lockMessage }),
    ...(timerLeftS === undefined ? {} : { timerEndsAtMs: nowMs + timerLeftS * 1000 }),
    ...(given === undefined ? {} : { handout: given }),
  };
}

export function viewOf(record: SeatRecord, school: SeatView['school'], nowMs: number): SeatView {
  const { student, personalCode, classTitle, locked, lockMessage, timerEndsAtMs, handout: given } = record;
  const leftMs = (timerEndsAtMs ?? 0) - nowMs;
  return {
    ...{ student, personalCode, classTitle, locked, school },
    ...(lockMessage === undefined ? {} : { lockMessage }),
    ...(leftMs <= 0 ? {} : { timerLeftS: Math.ceil(leftMs / 1000) }),
    ...(given === undefined ? {} : { handout: given }),
  };
}
