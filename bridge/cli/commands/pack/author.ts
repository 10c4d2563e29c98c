/** What an author does with packs: build, make a key, sign. Layer: bridge/cli. */
import { writeFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../../core/base/result.ts';
import { fingerprintOf } from '../../../../core/pack/fingerprint.ts';
import { newPackKey, parsePackKey, publicPart, type PackKey } from '../../../../core/pack/pack-signature.ts';
import { readPack } from '../../../../core/pack/read-pack.ts';
import { buildPack, signPack } from '../../../../core/pack/write-pack.ts';
import { fillIn } from '../../../../core/words/words.ts';
import { writeFileWhole } from '../../../packs/atomic-file.ts';
import { readPackFile } from '../../../packs/open-pack.ts';
import { PACK_READERS } from '../../../packs/pack-readers.ts';
import { provePack, type ProofFailure } from '../../../packs/prove-pack.ts';
import { readSourceFolder } from '../../../packs/source-folder.ts';
import type { CliContext, CommandOutcome } from '../../command.ts';
import { readInputFile } from '../../program-file.ts';
import { refusedWith } from './pack-outcome.ts';

const KEY_BYTES_MAX = 10_000;
/** Readable by its owner only. */
const SECRET_MODE = 0o600;

const WORDS = {
  'zh-CN': {
    unproved: '这些课的检查没有证明（缺 proof/proof.json）：{lessons}',
    disproved: '没有做包：有检查和它的证明对不上。',
    disproof: '  {where}：应当 {expected}，实际 {found}',
    built: '做好了：{file}（{id} {packVersion}，{files} 个文件，{bytes} 字节）。还没有签名。',
    keyMade: '密钥：{file}。不要给别人。公钥：{publicFile}，交给学校。',
    words: '指纹（请和学校核对）：{words}',
    signed: '已签名：{file}',
  },
  en: {
    unproved: 'Lessons whose checks are not proved (no proof/proof.json): {lessons}',
    disproved: 'Not built: some checks do not do what their proof says.',
    disproof: '  {where}: expected {expected}, found {found}',
    built: 'Built {file} ({id} {packVersion}, {files} files, {bytes} bytes). It is not signed yet.',
    keyMade: 'Key: {file}; keep it to yourself. Public key: {publicFile}; hand it to schools.',
    words: 'Fingerprint, to be compared with the school: {words}',
    signed: 'Signed: {file}',
  },
} as const;

/** `guiji pack build DIR -o F`: only where every check does what the proof beside it says; lessons without a proof are named. */
export async function buildFolder(folder: string, out: string, { language }: CliContext): Promise<CommandOutcome> {
  const files = await readSourceFolder(folder);
  if (!files.ok) return refusedWith(files.fault);
  const built = buildPack(files.value, PACK_READERS);
  if (!built.ok) return refusedWith(built.fault);
  const pack = readPack(built.value, PACK_READERS);
  if (!pack.ok) throw new Error(`what was built is refused: ${pack.fault.code} ${JSON.stringify(pack.fault.params)}`);
  const words = WORDS[language];
  const proof = await provePack(folder, pack.value);
  if (proof.failures.length > 0) {
    return {
      exitCode: 1,
      json: proof,
      lines: [words.disproved, ...proof.failures.map((failure) => disproofLine(words.disproof, failure))],
    };
  }
  const written = await write(out, built.value);
  if (!written.ok) return refusedWith(written.fault);
  const { id, packVersion } = pack.value.manifest;
  const { proved, unproved } = proof;
  const about = { file: out, id, packVersion, files: pack.value.files.size, bytes: built.value.byteLength, proved, unproved };
  const lessons = unproved.join(' ');
  return {
    exitCode: 0,
    json: about,
    lines: [
      fillIn(words.built, { file: out, id, packVersion, files: about.files, bytes: about.bytes }),
      ...(lessons === '' ? [] : [fillIn(words.unproved, { lessons })]),
    ],
  };
}

function disproofLine(template: string, { lesson, step, program, seed, expected, found }: ProofFailure): string {
  const where = [lesson, step, program, seed === undefined ? '' : `seed ${seed}`].filter((part) => part !== '').join(' · ');
  return fillIn(template, { where, expected, found });
}

/** `guiji pack keygen -o K` */
export async function makeKey(out: string, { language }: CliContext): Promise<CommandOutcome> {
  const key = newPackKey(crypto.getRandomValues(new Uint8Array(32)));
  const publicFile = `${out}.pub`;
  try {
    // Why 'wx': a key that is overwritten can sign nothing any more.
    await writeFile(out, `${JSON.stringify(key, null, 2)}\n`, { mode: SECRET_MODE, flag: 'wx' });
    await writeFile(publicFile, `${JSON.stringify(publicPart(key), null, 2)}\n`);
  } catch (cause) {
    return refusedWith(fail('cli.file-not-writable', { file: out }, cause).fault);
  }
  const fingerprint = fingerprintOf(key.publicKey);
  const words = WORDS[language];
  return {
    exitCode: 0,
    json: { file: out, publicFile, publicKey: key.publicKey, fingerprint },
    lines: [fillIn(words.keyMade, { file: out, publicFile }), fillIn(words.words, { words: fingerprint[language] })],
  };
}

interface SignFlags {
  readonly key: string;
  readonly out?: string;
}

/** `guiji pack sign F --key K` */
export async function signFile(file: string, flags: SignFlags, { language }: CliContext): Promise<CommandOutcome> {
  const key = await readKey(flags.key);
  if (!key.ok) return refusedWith(key.fault);
  const bytes = await readPackFile(file);
  if (!bytes.ok) return refusedWith(bytes.fault);
  const pack = readPack(bytes.value, PACK_READERS);
  if (!pack.ok) return refusedWith(pack.fault);
  const signed = signPack(pack.value, key.value);
  if (!signed.ok) return refusedWith(signed.fault);
  const out = flags.out ?? file;
  const written = await write(out, signed.value);
  if (!written.ok) return refusedWith(written.fault);
  const { publicKey } = key.value;
  const fingerprint = fingerprintOf(publicKey);
  const words = WORDS[language];
  return {
    exitCode: 0,
    json: { file: out, publicKey, fingerprint },
    lines: [fillIn(words.signed, { file: out }), fillIn(words.words, { words: fingerprint[language] })],
  };
}

async function readKey(file: string): Promise<Result<PackKey>> {
  const json = await readJsonFile(file);
  return json.ok ? parsePackKey(json.value) : json;
}

/** Errors: `cli.file-not-readable` {file}, `pack.bad-key`. */
export async function readJsonFile(file: string): Promise<Result<unknown>> {
  const bytes = await readInputFile(file, KEY_BYTES_MAX);
  if (!bytes.ok) return bytes;
  try {
    return ok(JSON.parse(new TextDecoder().decode(bytes.value)) as unknown);
  } catch (cause) {
    return fail('pack.bad-key', {}, cause);
  }
}

async function write(file: string, bytes: Uint8Array): Promise<Result<void>> {
  try {
    await writeFileWhole(file, bytes);
    return ok(undefined);
  } catch (cause) {
    return fail('cli.file-not-writable', { file }, cause);
  }
}
