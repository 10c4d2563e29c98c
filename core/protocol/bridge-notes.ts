/** The one table of what a bridge tells its pages unasked, beside devices and sessions. Layer: protocol. Spec: docs/protocols/bridge.md. */
import { z } from 'zod';

export const BRIDGE_NOTES = {
  /** Runs were added, sealed or removed: ask for the list again. */
  'runs.changed': z.strictObject({}),
  /** Packs were installed or removed, or a publisher's trust changed. */
  'packs.changed': z.strictObject({}),
} as const;

export type BridgeNoteName = keyof typeof BRIDGE_NOTES;
export type NoteOf<N extends BridgeNoteName> = z.output<(typeof BRIDGE_NOTES)[N]>;
export type BridgeNote = { [N in BridgeNoteName]: { readonly name: N; readonly value: NoteOf<N> } }[BridgeNoteName];

export function isBridgeNote(name: string): name is BridgeNoteName {
  return Object.hasOwn(BRIDGE_NOTES, name);
}
