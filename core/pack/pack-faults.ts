/** Why a pack is refused. Layer: pack. Sentences: core/words/pack-words.ts; the table for people: docs/protocols/pack.md. */
import { fail, type Fault } from '../base/result.ts';
import type { ZipFaultCode } from '../base/zip-reader.ts';

/** Of the file as a zip. */
export type PackArchiveFaultCode =
  | 'pack.damaged' // {what}: no zip, cut short, a wrong checksum
  | 'pack.too-large' // {limitBytes}
  | 'pack.too-many-files' // {limit}
  | 'pack.bomb' // {path, ratioMax}
  | 'pack.bad-path' // {path}: leaves the pack, absolute, or no name on every system
  | 'pack.special-file' // {path}: a symlink, a device
  | 'pack.encrypted' // {path}
  | 'pack.duplicate-name' // {path}
  | 'pack.case-collision' // {path, other}
  | 'pack.name-not-utf8'; // {name}

/** Of what was signed. */
export type PackSealFaultCode =
  | 'pack.no-manifest' // {}
  | 'pack.no-lock' // {}
  | 'pack.bad-lock' // {problem}
  | 'pack.newer-version' // {version}
  | 'pack.wrong-hash' // {path}
  | 'pack.file-missing' // {path}
  | 'pack.file-not-listed' // {path}
  | 'pack.bad-signature' // {}
  | 'pack.bad-key'; // {}: a publisher's key file that is none

/** Of what the files hold. */
export type PackContentFaultCode =
  | 'pack.invalid' // {path, problem}
  | 'pack.same-id' // {path, id}
  | 'pack.file-kind' // {path}: not a kind of file that packs hold
  | 'pack.not-its-kind' // {path}: a .png that is none
  | 'pack.file-too-large' // {path, limitBytes}
  | 'pack.image-too-large' // {path, limitPixels}
  | 'pack.script' // {path, what}
  | 'pack.outside-reference' // {path, what}
  | 'pack.markup' // {path, what}: HTML in Markdown, an SVG element that pictures do not need
  | 'pack.bad-model' // {path, problem}
  | 'pack.bad-json' // {path, problem}
  | 'pack.bad-track' // {path, problem}
  | 'pack.bad-profile' // {path, problem}
  | 'pack.stray-firmware' // {path}: no kit of the pack names it
  | 'pack.bad-rules' // {path, problem}
  | 'pack.unknown-reference' // {lesson, name}
  | 'pack.steps-differ'; // {path, expected, found}

export type PackFaultCode = PackArchiveFaultCode | PackSealFaultCode | PackContentFaultCode;

const FROM_ZIP: Readonly<Record<ZipFaultCode, PackArchiveFaultCode>> = {
  'zip.damaged': 'pack.damaged',
  'zip.too-large': 'pack.too-large',
  'zip.too-many': 'pack.too-many-files',
  'zip.bomb': 'pack.bomb',
  'zip.bad-path': 'pack.bad-path',
  'zip.special-file': 'pack.special-file',
  'zip.encrypted': 'pack.encrypted',
  'zip.duplicate': 'pack.duplicate-name',
  'zip.case-collision': 'pack.case-collision',
  'zip.name-not-utf8': 'pack.name-not-utf8',
};

export function archiveFault(fault: Fault<ZipFaultCode>): { readonly ok: false; readonly fault: Fault<PackArchiveFaultCode> } {
  return fail(FROM_ZIP[fault.code], fault.params, fault);
}
