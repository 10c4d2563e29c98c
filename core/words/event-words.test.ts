import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, eventEntry } from '../robot/event-table.ts';
import { eventWords } from './event-words.ts';
import { LANGUAGES } from './words.ts';

describe.each(LANGUAGES)('words of the events in %s', (language) => {
  it.each(EVENT_NAMES)('%s: has a place for its value, where it has one', (name) => {
    expect(eventWords(name, language).includes('%1')).toBe(eventEntry(name).param !== undefined);
  });
});
