/** What a school does with packs: verify, install, list, remove, trust. Layer: bridge/cli. */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ulid } from 'ulid';
import { fail, ok, type Fault, type Result } from '../../../../core/base/result.ts';
import { fingerprintOf } from '../../../../core/pack/fingerprint.ts';
import { parsePublisherKey } from '../../../../core/pack/pack-signature.ts';
import { PACK_QUESTIONS, type PackPreview, type PackSigner, type PackView } from '../../../../core/protocol/pack-views.ts';
import { sentence } from '../../../../core/words/sentence.ts';
import { fillIn, type Language } from '../../../../core/words/words.ts';
import { openPacks } from '../../../packs/open-packs.ts';
import type { Packs } from '../../../packs/packs.ts';
import type { CliContext, CommandOutcome } from '../../command.ts';
import { openDataFolder } from '../../data-folder.ts';
import { readJsonFile } from './author.ts';
import { refusedWith } from './pack-outcome.ts';
import { SCHOOL_WORDS } from './school-words.ts';

interface Place {
  readonly packs: Packs;
  readonly dataFolder: string;
}

async function openPlace(data: string | undefined): Promise<Result<Place>> {
  const folder = await openDataFolder(data);
  if (!folder.ok) return folder;
  const dataFolder = folder.value.path;
  return ok({ dataFolder, packs: openPacks({ dataFolder, nowMs: () => Date.now() }) });
}

const told = (fault: Fault, language: Language): object => {
  const { code, params } = fault;
  return { code, params, message: sentence(code, params, language) ?? code };
};

function signerText(signer: PackSigner, language: Language): string {
  const words = SCHOOL_WORDS[language];
  if (signer.state === 'shipped' || signer.state === 'unsigned') return words[signer.state];
  const known = signer.state === 'trusted' ? fillIn(words.trusted, { name: signer.knownAs?.[language] ?? '' }) : words.unknown;
  return `${known}  ${fillIn(words.fingerprint, { words: signer.fingerprint[language] })}`;
}

const packLine = ({ id, packVersion, title, signer }: PackPreview | PackView, language: Language): string =>
  `${id}\t${packVersion}\t${title[language]}\t${signerText(signer, language)}`;

/** `guiji pack verify F`: 0 only for a pack that is whole and signed. */
export async function verifyFile(file: string, data: string | undefined, { language }: CliContext): Promise<CommandOutcome> {
  const place = await openPlace(data);
  if (!place.ok) return refusedWith(place.fault);
  const found = await place.value.packs.preview(file);
  if (!found.ok) {
    if (found.fault.code === 'cli.file-not-readable') return refusedWith(found.fault);
    const error = told(found.fault, language);
    const line = `${sentence(found.fault.code, found.fault.params, language) ?? ''} [${found.fault.code}]`;
    return { exitCode: 1, json: { result: 'refused', error }, lines: [line] };
  }
  const { id, packVersion, signer } = found.value;
  const signed = 'key' in signer ? { signedBy: signer.key, fingerprint: signer.fingerprint, trusted: signer.state === 'trusted' } : {};
  return {
    exitCode: signer.state === 'unsigned' ? 1 : 0,
    json: { result: 'key' in signer ? 'signed' : 'unsigned', id, packVersion, ...signed },
    lines: [packLine(found.value, language)],
  };
}

interface InstallFlags {
  readonly data?: string;
  readonly trust?: boolean;
  readonly yes?: boolean;
}

/** `guiji pack install F`: 1 where somebody must agree first. */
export async function installFile(file: string, flags: InstallFlags, context: CliContext): Promise<CommandOutcome> {
  const place = await openPlace(flags.data);
  if (!place.ok) return refusedWith(place.fault);
  const { packs, dataFolder } = place.value;
  const preview = await packs.preview(file);
  if (!preview.ok) return refusedWith(preview.fault);
  const { questions, signer, publisher } = preview.value;
  const trust = flags.trust && 'key' in signer ? { trust: publisher } : {};
  const open = questions.filter((question) => !(flags.yes || ('trust' in trust && question === 'unknown-publisher')));
  if (open.length > 0) return mustAgree(preview.value, open, context);
  const copied = await copyBeside(file, dataFolder);
  if (!copied.ok) return refusedWith(copied.fault);
  const installed = await packs.install(copied.value, { agreed: flags.yes ? PACK_QUESTIONS : [], ...trust });
  await rm(copied.value, { force: true });
  if (!installed.ok) return refusedWith(installed.fault);
  return { exitCode: 0, json: { installed: true, pack: installed.value }, lines: [packLine(installed.value, context.language)] };
}

function mustAgree(preview: PackPreview, open: PackPreview['questions'], { language }: CliContext): CommandOutcome {
  const fault = fail('pack.not-agreed', { question: open[0]! }).fault;
  const words = SCHOOL_WORDS[language];
  const { id, packVersion, signer } = preview;
  return {
    exitCode: 1,
    json: { installed: false, id, packVersion, signer, questions: open, error: told(fault, language) },
    lines: [packLine(preview, language), ...open.map((question) => words.questions[question]), words.howToAgree],
  };
}

/** What is judged and what is installed must be the same bytes, on the library's own disk. */
async function copyBeside(file: string, dataFolder: string): Promise<Result<string>> {
  const folder = join(dataFolder, 'packs', 'incoming');
  const copy = join(folder, `${ulid()}.part`);
  try {
    await mkdir(folder, { recursive: true });
    await copyFile(file, copy);
    return ok(copy);
  } catch (cause) {
    await rm(copy, { force: true });
    return fail('pack.not-written', { what: basename(file) }, cause);
  }
}

/** `guiji pack list` */
export async function listPacks(data: string | undefined, { language, note }: CliContext): Promise<CommandOutcome> {
  const place = await openPlace(data);
  if (!place.ok) return refusedWith(place.fault);
  const { packs, damaged } = await place.value.packs.list();
  const broken = damaged.map(({ id, fault }) => ({ id, error: told(fault, language) }));
  for (const { id, fault } of damaged) note(`${id}: ${sentence(fault.code, fault.params, language) ?? fault.code}`);
  return { exitCode: 0, json: { packs, damaged: broken }, lines: packs.map((pack) => packLine(pack, language)) };
}

/** `guiji pack remove ID` */
export async function removePack(id: string, data: string | undefined, { language }: CliContext): Promise<CommandOutcome> {
  const place = await openPlace(data);
  if (!place.ok) return refusedWith(place.fault);
  const removed = await place.value.packs.remove(id);
  if (!removed.ok) return refusedWith(removed.fault);
  return { exitCode: 0, json: { removed: id }, lines: [fillIn(SCHOOL_WORDS[language].removed, { id })] };
}

interface TrustFlags {
  readonly data?: string;
  readonly name?: string;
}

/** `guiji pack trust KEYFILE` */
export async function trustKey(file: string, flags: TrustFlags, { language }: CliContext): Promise<CommandOutcome> {
  const json = await readJsonFile(file);
  if (!json.ok) return refusedWith(json.fault);
  const key = parsePublisherKey(json.value);
  if (!key.ok) return refusedWith(key.fault);
  const place = await openPlace(flags.data);
  if (!place.ok) return refusedWith(place.fault);
  const name = (flags.name ?? basename(file)).trim().slice(0, 80) || basename(file);
  const added = await place.value.packs.trust(key.value, { 'zh-CN': name, en: name });
  if (!added.ok) return refusedWith(added.fault);
  const fingerprint = fingerprintOf(key.value);
  const line = fillIn(SCHOOL_WORDS[language].fingerprint, { words: fingerprint[language] });
  return { exitCode: 0, json: { key: key.value, name, fingerprint }, lines: [`${name}  ${line}`] };
}

/** `guiji pack publishers` */
export async function listPublishers(data: string | undefined, { language }: CliContext): Promise<CommandOutcome> {
  const place = await openPlace(data);
  if (!place.ok) return refusedWith(place.fault);
  const publishers = await place.value.packs.publishers();
  const lines = publishers.map(({ key, name, fingerprint }) => `${key}\t${name[language]}\t${fingerprint[language]}`);
  return { exitCode: 0, json: { publishers }, lines };
}

/** `guiji pack distrust KEY` */
export async function distrustKey(key: string, data: string | undefined, { language }: CliContext): Promise<CommandOutcome> {
  const place = await openPlace(data);
  if (!place.ok) return refusedWith(place.fault);
  const { packs } = place.value;
  const isKnown = (await packs.publishers()).some((publisher) => publisher.key === key);
  if (!isKnown) return refusedWith(fail('pack.bad-key', {}).fault);
  const removed = await packs.distrust(key);
  if (!removed.ok) return refusedWith(removed.fault);
  return { exitCode: 0, json: { distrusted: key }, lines: [SCHOOL_WORDS[language].distrusted] };
}
