/**
 * Leaves out of the page what zod brings to read and write JSON Schema: only scripts/json-schemas.ts does that, in Node. A schema's methods for it
 * then give nothing.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const FILES =
  /[/\\]zod[/\\]v4[/\\](?:core[/\\](?:json-schema-processors|json-schema-generator|to-json-schema)|classic[/\\]from-json-schema)\.js$/;
const EXPORTED = /^export (?:const|function|class) (\w+)/gm;

export function zodWithoutJsonSchema(): Plugin {
  return {
    name: 'zod-without-json-schema',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      if (!FILES.test(id)) return undefined;
      const names = [...readFileSync(id, 'utf8').matchAll(EXPORTED)].map(([, name]) => `absent as ${name}`);
      return `const absent = () => undefined;\nexport { ${names.join(', ')} };`;
    },
  };
}
