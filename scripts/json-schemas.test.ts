import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jsonSchemas, SCHEMAS_FOLDER } from './json-schemas.ts';

const folder = fileURLToPath(new URL(`../${SCHEMAS_FOLDER}`, import.meta.url));

it('the JSON Schemas in the documentation are those that the product checks with (node scripts/write-schemas.mjs)', async () => {
  const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(await jsonSchemas()));
});
