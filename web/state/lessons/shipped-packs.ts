/**
 * The packs that ship, as this page carries them: for a page without its bridge. Layer: web/state. Loaded when somebody needs it.
 * Text only: pictures and models come from the bridge.
 */
import { packManifestSchema, type PackManifest } from '../../../core/pack/pack-schema.ts';

const FILES: Readonly<Record<string, string>> = import.meta.glob(
  [
    '../../../curricula/*/pack.json',
    '../../../curricula/*/tracks/*.json',
    '../../../curricula/*/lessons/**/*.{md,ts}',
    '!**/proof/**',
    '!**/*.test.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);
const FOLDER = /^\.\.\/\.\.\/\.\.\/curricula\/([^/]+)\/(.+)$/;

/** By pack folder, then by path in it. */
function byFolder(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const [key, text] of Object.entries(FILES)) {
    const [, folder = '', path = ''] = FOLDER.exec(key) ?? [];
    const files = folders.get(folder) ?? new Map<string, string>();
    folders.set(folder, files.set(path, text));
  }
  return folders;
}

export interface ShippedPack {
  readonly manifest: PackManifest;
  readonly files: ReadonlyMap<string, string>;
}

export function shippedPacks(): readonly ShippedPack[] {
  return [...byFolder().values()].flatMap((files) => {
    const manifest = packManifestSchema.safeParse(JSON.parse(files.get('pack.json') ?? '{}'));
    return manifest.success ? [{ manifest: manifest.data, files }] : [];
  });
}
