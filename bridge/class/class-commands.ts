/** What a teacher's command changes in the class's records, and what of it the stations are told. Layer: bridge/class. Pure. */
import type { ClassCommand, StationCommand } from '../../core/protocol/class-views.ts';
import type { ClassRecord, StudentRecord } from '../store/class-store.ts';

type LockCommand = Extract<ClassCommand, { kind: 'lock' | 'unlock' }>;

/** @param to undefined: all, whoever joins later too. */
export function lockChange(
  command: LockCommand,
  to: readonly string[] | undefined,
  open: ClassRecord,
  students: readonly StudentRecord[],
): { readonly ofClass: Partial<ClassRecord>; readonly records: readonly StudentRecord[] } {
  const locks = command.kind === 'lock';
  const chosen = to === undefined ? undefined : new Set(to);
  const kept = to === undefined ? '' : open.lockMessage;
  return {
    ofClass: { isLocked: to === undefined ? locks : open.isLocked && locks, lockMessage: locks ? (command.message ?? '') : kept },
    records: students.map((student) => ({ ...student, isLocked: lockedAfter(student, locks, chosen, open.isLocked) })),
  };
}

/** A student's own lock. Where all were locked and some are let go, the others stay locked one by one. */
function lockedAfter({ id, isLocked }: StudentRecord, locks: boolean, chosen: ReadonlySet<string> | undefined, wasAll: boolean): boolean {
  if (chosen === undefined) return false;
  return chosen.has(id) ? locks : isLocked || (wasAll && !locks);
}

/** What whoever joins later must know; undefined where that is nothing. */
export function keptOf(command: ClassCommand, id: string, nowMs: number): Partial<ClassRecord> | undefined {
  switch (command.kind) {
    case 'open-lesson':
      return { handout: { kind: 'lesson', id, packId: command.packId, lessonId: command.lessonId } };
    case 'open-program':
      return { handout: { kind: 'program', id, project: command.project } };
    case 'timer':
      return { timerEndsAtMs: command.seconds === 0 ? null : nowMs + command.seconds * 1000 };
    default:
      return undefined;
  }
}

export function toldOf(command: ClassCommand, handoutId: string): StationCommand {
  return command.kind === 'open-lesson' || command.kind === 'open-program' ? { ...command, handoutId } : command;
}
