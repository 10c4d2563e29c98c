// `node scripts/write-schemas.mjs`: writes docs/protocols/schemas/*.json from the schemas in core. A test tells when that is due.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonSchemas, SCHEMAS_FOLDER } from './json-schemas.ts';

const folder = fileURLToPath(new URL(`../${SCHEMAS_FOLDER}`, import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of await jsonSchemas()) writeFileSync(path.join(folder, name), text);
