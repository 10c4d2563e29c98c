import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MESSAGE_NAMES_MAX, MESSAGES_AT_ONCE_MAX, NewestMessages, robotMessages } from './message.ts';
import { outsideNewsSchema } from './outside-news.ts';
import type { PortValue } from './robot-port.ts';

const onTheWire = (value: PortValue): unknown => JSON.parse(JSON.stringify(z.encode(robotMessages, [{ name: 'n', value }])));

describe('a message', () => {
  it.each([1.5, -3, 0, NaN, Infinity, -Infinity, true, false, '', 'NaN', 'Infinity', '中文'])('keeps its value %s on its way', (value) => {
    expect(z.decode(robotMessages, onTheWire(value) as never)).toEqual([{ name: 'n', value }]);
    const news = { kind: 'message' as const, name: 'n', value };
    expect(z.decode(outsideNewsSchema, JSON.parse(JSON.stringify(z.encode(outsideNewsSchema, news))))).toEqual(news);
  });

  it.each([null, [1], { number: 'x' }, { number: 'NaN', more: 1 }, 'x'.repeat(201)])('is refused with %j', (value) => {
    expect(robotMessages.safeParse([{ name: 'n', value }]).success).toBe(false);
  });

  it('is refused with a long name, and in too great a number', () => {
    const one = { name: 'n', value: 1 };
    expect(robotMessages.safeParse([{ ...one, name: 'n'.repeat(41) }]).success).toBe(false);
    expect(robotMessages.safeParse(Array.from({ length: MESSAGES_AT_ONCE_MAX + 1 }, () => one)).success).toBe(false);
  });
});

describe('messages that wait', () => {
  it('are the newest of each name, in the order of the names', () => {
    const waiting = new NewestMessages();
    for (const [name, value] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const)
      waiting.add({ name, value });
    expect(waiting.take()).toEqual([
      { name: 'a', value: 3 },
      { name: 'b', value: 2 },
    ]);
    expect(waiting.isEmpty).toBe(true);
  });

  it('go a handful at a time, and beyond so many names no new one gets in', () => {
    const waiting = new NewestMessages();
    for (let i = 0; i < 2 * MESSAGE_NAMES_MAX; i++) waiting.add({ name: `n${i}`, value: i });
    const taken = [waiting.take(), waiting.take(), waiting.take()];
    expect(taken.map(({ length }) => length)).toEqual([MESSAGES_AT_ONCE_MAX, MESSAGES_AT_ONCE_MAX, 0]);
    expect(taken[1]!.at(-1)).toEqual({ name: `n${MESSAGE_NAMES_MAX - 1}`, value: MESSAGE_NAMES_MAX - 1 });
  });
});
