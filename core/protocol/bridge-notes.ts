/** The one table of what a bridge tells its pages unasked, beside devices and sessions. Layer: protocol. Spec: docs/protocols/bridge.md. */
import { z } from 'zod';
import { messageFields } from '../robot/message.ts';
import { boardProgress } from './board-progress.ts';
import { classView, stationCommand, stationView, studentId, STUDENTS_MAX } from './class-views.ts';

/** Of all senders together; the rest comes with the next note. */
export const NOTE_MESSAGES_MAX = 200;

export const BRIDGE_NOTES = {
  /** Runs were added, sealed or removed: ask for the list again. */
  'runs.changed': z.strictObject({}),
  /** Somebody has saved or removed a track of their own, or of the school. */
  'tracks.changed': z.strictObject({}),
  /** Packs were installed or removed, or a publisher's trust changed. */
  'packs.changed': z.strictObject({}),
  /** The school's own robot kits. */
  'kits.changed': z.strictObject({}),
  /** To staff that have asked for `class.state`, at most 20 times a second: stations that changed, whole. `class`: where that has changed. */
  'class.board': z.strictObject({
    stations: z.array(stationView).max(STUDENTS_MAX),
    removed: z.array(studentId).max(STUDENTS_MAX),
    class: classView.nullable().optional(),
    nowMs: z.number(),
  }),
  /** To the page that has asked for `board.prepare`. */
  'board.progress': boardProgress,
  /** From the teacher to a station's page. */
  'class.command': stationCommand,
  /** What programs elsewhere have sent (`class.send`), at most 20 times a second; oldest first, the newest of each name of each sender. */
  'class.messages': z.strictObject({ messages: z.array(z.strictObject(messageFields)).max(NOTE_MESSAGES_MAX) }),
  /** Who sits here, or how this bridge stands to its class bridge, has changed: ask `class.seat` again, and for the projects. */
  'class.seat': z.strictObject({}),
} as const;

export type BridgeNoteName = keyof typeof BRIDGE_NOTES;
export type NoteOf<N extends BridgeNoteName> = z.output<(typeof BRIDGE_NOTES)[N]>;
export type BridgeNote = { [N in BridgeNoteName]: { readonly name: N; readonly value: NoteOf<N> } }[BridgeNoteName];

export function isBridgeNote(name: string): name is BridgeNoteName {
  return Object.hasOwn(BRIDGE_NOTES, name);
}
