/** Packs that no builder would make, with a lock that fits them: only what is in them is wrong. Test support of layer pack. */
import { strToU8, unzipSync } from 'fflate';
import { LOCK_PATH, SIGNATURE_PATH, writeLock } from '../pack-lock.ts';
import { packManifestSchema } from '../pack-schema.ts';
import { signLock, type PackKey } from '../pack-signature.ts';
import { hostileZip, SYMLINK_ATTRIBUTES, type HostileEntry } from './hostile-zip.ts';
import { samplePackFiles } from './sample-pack.ts';

type Changes = Parameters<typeof samplePackFiles>[0];

const entriesOf = (files: ReadonlyMap<string, Uint8Array>): HostileEntry[] => [...files].map(([name, content]) => ({ name, content }));

/** Signed where a key is given: a publisher may be careless, or not what it seems. */
function uncheckedPack(changes: Changes, key?: PackKey): Uint8Array {
  const files = new Map(samplePackFiles(changes));
  const manifest = packManifestSchema.parse(JSON.parse(new TextDecoder().decode(files.get('pack.json'))));
  const lock = writeLock(manifest, files);
  files.set(LOCK_PATH, lock);
  if (key !== undefined) files.set(SIGNATURE_PATH, signLock(lock, key));
  return hostileZip(entriesOf(files));
}

/** An honest pack with one entry more, or another in the place of one. */
function tamperedPack(honest: Uint8Array, entry: HostileEntry): Uint8Array {
  const entries = entriesOf(new Map(Object.entries(unzipSync(honest))));
  return hostileZip([...entries.filter(({ name }) => name !== entry.name), entry]);
}

export interface BadPack {
  readonly code: string;
  readonly bytes: Uint8Array;
}

/** One of each kind that a school may be handed. */
export function badPacks(honest: Uint8Array, key: PackKey): Readonly<Record<string, BadPack>> {
  const text = (content: string): Uint8Array => strToU8(content);
  const markdown = 'lessons/get-going/en.md';
  const picture = 'lessons/get-going/picture.svg';
  const signature = unzipSync(honest)[SIGNATURE_PATH]!;
  const otherLock = new Map(samplePackFiles({ 'notes.txt': 'more' }));
  const manifest = packManifestSchema.parse(JSON.parse(new TextDecoder().decode(otherLock.get('pack.json'))));
  otherLock.set(LOCK_PATH, writeLock(manifest, otherLock));
  otherLock.set(SIGNATURE_PATH, signature);
  const lesson = '## Forward {#forward}\n\n<script>fetch("https://example.com")</script>\n\n## Stop {#stop}\n';
  return {
    'zip-slip': { code: 'pack.bad-path', bytes: tamperedPack(honest, { name: '../../evil.ts', content: text('x') }) },
    symlink: {
      code: 'pack.special-file',
      bytes: tamperedPack(honest, { name: picture, content: text('/etc/passwd'), externalAttributes: SYMLINK_ATTRIBUTES }),
    },
    bomb: { code: 'pack.bomb', bytes: tamperedPack(honest, { name: 'bomb.txt', content: new Uint8Array(4_000_000), deflated: true }) },
    'wrong-hash': { code: 'pack.wrong-hash', bytes: tamperedPack(honest, { name: markdown, content: text('# Changed') }) },
    'bad-signature': { code: 'pack.bad-signature', bytes: hostileZip(entriesOf(otherLock)) },
    'script-in-markdown': { code: 'pack.script', bytes: uncheckedPack({ [markdown]: lesson }, key) },
    'script-in-svg': { code: 'pack.script', bytes: uncheckedPack({ [picture]: '<svg onload="alert(1)"/>' }, key) },
    'phones-home': {
      code: 'pack.outside-reference',
      bytes: uncheckedPack({ [picture]: '<svg><use href="https://example.com/a.svg#a"/></svg>' }, key),
    },
    'gbk-name': {
      code: 'pack.name-not-utf8',
      bytes: tamperedPack(honest, { name: Uint8Array.of(0xbf, 0xce, 0xb3, 0xcc, 0x2e, 0x6d, 0x64), content: text('x'), flags: 0 }),
    },
    'no-zip': { code: 'pack.damaged', bytes: text('This is a letter, not a pack.') },
  };
}
