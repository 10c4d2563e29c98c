/** From the class's records to what its pages see. Layer: bridge/class. Pure. */
import type { ClassView, SeatView, StationReport, StationView } from '../../core/protocol/class-views.ts';
import type { ClassRecord, StudentRecord } from '../store/class-store.ts';
import { shownCode } from './join-code.ts';

export interface Presence {
  readonly connected: boolean;
  readonly sinceMs: number;
}

export function studentName({ id, nickname, seat }: StudentRecord): { id: string; nickname: string; seat?: string } {
  return { id, nickname, ...(seat === '' ? {} : { seat }) };
}

export function stationView(record: StudentRecord, open: ClassRecord, presence: Presence): StationView {
  const { report, collected } = record;
  return {
    ...{ student: studentName(record), personalCode: record.personalCode, connected: presence.connected, via: record.via },
    ...{ locked: open.isLocked || record.isLocked, connectedSinceMs: presence.sinceMs },
    ...{ runningSinceMs: record.runningSinceMs, handUpSinceMs: record.handUpSinceMs },
    ...(report === null ? {} : { report }),
    ...(collected === null ? {} : { collected }),
  };
}

export function classView(open: ClassRecord): ClassView {
  const { id, title, code, codeExpiresAtMs, openedAtMs, isLocked, lockMessage, timerEndsAtMs, handout } = open;
  return {
    ...{ id, title, code: shownCode(code), codeExpiresAtMs, openedAtMs, locked: isLocked },
    ...(lockMessage === '' ? {} : { lockMessage }),
    ...(timerEndsAtMs === null ? {} : { timerEndsAtMs }),
    ...(handout === null ? {} : { handout }),
  };
}

export function seatView(record: StudentRecord, open: ClassRecord, nowMs: number): SeatView {
  const leftMs = open.timerEndsAtMs === null ? undefined : open.timerEndsAtMs - nowMs;
  return {
    ...{ student: studentName(record), personalCode: record.personalCode, classTitle: open.title },
    locked: open.isLocked || record.isLocked,
    ...(open.lockMessage === '' ? {} : { lockMessage: open.lockMessage }),
    ...(leftMs === undefined || leftMs <= 0 ? {} : { timerLeftS: Math.ceil(leftMs / 1000) }),
    ...(open.handout === null ? {} : { handout: open.handout }),
    school: { state: 'here', unsent: 0 },
  };
}

/** The record after a report; the same one where nothing has changed. */
export function reported(record: StudentRecord, report: StationReport, nowMs: number): StudentRecord {
  if (JSON.stringify(report) === JSON.stringify(record.report)) return record;
  return {
    ...record,
    report,
    lastSeenAtMs: nowMs,
    runningSinceMs: record.report?.running === report.running ? record.runningSinceMs : nowMs,
    handUpSinceMs: record.report?.handUp === report.handUp ? record.handUpSinceMs : nowMs,
  };
}
