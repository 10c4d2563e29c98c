/**
 * The events that `on` waits for, declared once. Layer: robot. From this table come the editor's declarations, what a robot must have, and the
 * run-time check; the prelude says what each means (core/language/prelude/event-text.ts), core/words/event-words.ts how it is called.
 */
import type { ApiParam, ApiPart } from './api-table.ts';

export interface EventEntry {
  /** A robot without this part gets `robot.part-missing`. */
  readonly part?: ApiPart;
  /** What stands between the event and its handler. */
  readonly param?: ApiParam;
}

const EVENT_TABLE = {
  'line.lost': { part: 'line' },
  'line.found': { part: 'line' },
  'bump.hit': { part: 'bump' },
  'button.down': { part: 'button' },
  'sonar.nearer': { part: 'sonar', param: { name: 'mm', type: 'number', unit: 'mm', min: 0, shown: 200 } },
  message: { param: { name: 'name', type: 'string', shown: 'go' } },
  'ai.sees': { param: { name: 'label', type: 'string', shown: '' } },
} as const satisfies Record<string, EventEntry>;

export type EventName = keyof typeof EVENT_TABLE;

export const EVENT_NAMES = Object.keys(EVENT_TABLE) as readonly EventName[];

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENT_TABLE, name);
}

export function eventEntry(name: EventName): EventEntry {
  return EVENT_TABLE[name];
}
