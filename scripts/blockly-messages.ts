/**
 * Vite: of Blockly's messages those that its core says.
 * Why: nine in ten belong to blocks that this product does not have, and every first load would carry them in two languages.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const CORE = new URL('../node_modules/blockly/blockly_compressed.js', import.meta.url);
const MESSAGES = /\/node_modules\/blockly\/msg\/([\w-]+)\.mjs$/;
const require = createRequire(import.meta.url);

/** Blockly's core names each message in full, also where it only hands it on. @param locale as Blockly's file is called */
export async function coreMessages(locale: string): Promise<Readonly<Record<string, string>>> {
  const named = new Set((await readFile(CORE, 'utf8')).match(/\b[A-Z][A-Z0-9_]+\b/g));
  const all = require(`blockly/msg/${locale}`) as Readonly<Record<string, string>>;
  return Object.fromEntries(Object.entries(all).filter(([key]) => named.has(key)));
}

export function blocklyMessages(): Plugin {
  return {
    name: 'blockly-messages',
    apply: 'build',
    async load(id) {
      const locale = MESSAGES.exec(id)?.[1];
      if (locale === undefined) return undefined;
      const messages = Object.entries(await coreMessages(locale));
      return messages.map(([key, text]) => `export const ${key} = ${JSON.stringify(text)};`).join('\n');
    },
  };
}
