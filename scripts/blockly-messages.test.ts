import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { CHINESE_MESSAGES } from '../web/adapters/blockly/chinese-messages.ts';
import { coreMessages } from './blockly-messages.ts';

const core = readFileSync(new URL('../node_modules/blockly/blockly_compressed.js', import.meta.url), 'utf8');
const all = createRequire(import.meta.url)('blockly/msg/en') as Readonly<Record<string, string>>;
const kept = await coreMessages('en');

describe('the messages of Blockly that the page carries', () => {
  it('are all that its core asks for', () => {
    // As the core's own build spells an access to a message.
    const asked = [...core.matchAll(/\$\.C\.([A-Z][A-Z0-9_]+)/g)].map((match) => match[1]!).filter((key) => key in all);
    expect(asked.length).toBeGreaterThan(150);
    expect(asked.filter((key) => !(key in kept))).toEqual([]);
  });

  it('are few of those that its own blocks would need', () => {
    expect(kept).not.toHaveProperty('CONTROLS_IF_MSG_IF');
    expect(Object.keys(kept).length).toBeLessThan(Object.keys(all).length / 3);
  });

  it('have no Chinese of ours that nothing asks for', () => {
    expect(Object.keys(CHINESE_MESSAGES).filter((key) => !(key in kept))).toEqual([]);
  });
});
