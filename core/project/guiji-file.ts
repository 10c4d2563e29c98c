/**
 * A project as one file, `.guiji`: a zip with `project.json`, one entry a program file, and one a model, a real `.onnx` file.
 * Layer: project. Spec: docs/protocols/project.md.
 * The same project gives the same bytes: entries in order, no times of day.
 */
import { strFromU8, strToU8, zipSync, type Zippable } from 'fflate';
import { z } from 'zod';
import { fromBase64, toBase64 } from '../base/base64.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { readZip, type ZipFaultCode, type ZipLimits } from '../base/zip-reader.ts';
import { AI_MODELS_MAX } from '../robot/ai-model.ts';
import { parseProject, type ProjectFaultCode } from './migrations.ts';
import type { Project } from './project.ts';
import { PROJECT_FILES_MAX } from './version-steps.ts';

export type { ProjectFaultCode } from './migrations.ts';

export const GUIJI_FILE_EXTENSION = '.guiji';
export const GUIJI_FILE_BYTES_MAX = 20_000_000;

const HEAD_PATH = 'project.json';
const FILES_FOLDER = 'files/';
const MODELS_FOLDER = 'models/';
/** The earliest time a zip can say (1980-01-01), as local fields, so that no time zone shows in the bytes. */
const NO_TIME = new Date(1980, 0, 1);
const LIMITS: ZipLimits = { entriesMax: 60, entryBytesMax: 4_000_000, totalBytesMax: 64_000_000 };

const modelHead = z.looseObject({ name: z.string().max(80) });
const fileHead = z.looseObject({ path: z.string().max(80) });
const headSchema = z.looseObject({
  // Of version 1 the paths alone.
  files: z
    .array(
      z.union([
        fileHead,
        z
          .string()
          .max(80)
          .transform((path) => ({ path })),
      ]),
    )
    .max(PROJECT_FILES_MAX),
  models: z.array(modelHead).max(AI_MODELS_MAX).optional(),
});

const modelPath = (name: string): string => `${MODELS_FOLDER}${name}.onnx`;

export function writeGuijiFile(project: Project): Uint8Array {
  const { models = [] } = project;
  const listed = models.map(({ name, kind, labels }) => ({ name, kind, labels }));
  const files = project.files.map(({ text: _, ...rest }) => rest);
  const head = { ...project, files, ...(project.models === undefined ? {} : { models: listed }) };
  const entries: Zippable = { [HEAD_PATH]: strToU8(`${JSON.stringify(head, null, 2)}\n`) };
  for (const file of project.files) entries[FILES_FOLDER + file.path] = strToU8(file.text);
  for (const { name, onnx } of models) entries[modelPath(name)] = fromBase64(onnx);
  return zipSync(entries, { level: 6, mtime: NO_TIME });
}

/** Errors: see `ProjectFaultCode`. Entries that the head does not name are left out. */
export function readGuijiFile(bytes: Uint8Array): Result<Project, ProjectFaultCode> {
  if (bytes.byteLength > GUIJI_FILE_BYTES_MAX) return fail('project.too-large', { limitBytes: GUIJI_FILE_BYTES_MAX });
  const zip = readZip(bytes, LIMITS);
  if (!zip.ok) return fail(FROM_ZIP[zip.fault.code], { what: 'zip', limitBytes: LIMITS.totalBytesMax, ...zip.fault.params }, zip.fault);
  const head = readHead(zip.value.get(HEAD_PATH));
  if (!head.ok) return head;
  const listed = headSchema.safeParse(head.value);
  // A newer version may keep its files elsewhere: its number counts before its shape does.
  if (!listed.success) return parseProject(head.value);
  const files = listed.data.files.map((file) => ({ file, path: file.path, content: zip.value.get(FILES_FOLDER + file.path) }));
  const models = listed.data.models?.map((model) => ({
    model,
    path: modelPath(model.name),
    content: zip.value.get(modelPath(model.name)),
  }));
  const project = parseProject({
    ...listed.data,
    files: files.map(({ file, content }) => ({ ...file, text: content ? strFromU8(content) : '' })),
    ...(models && { models: models.map(({ model, content }) => ({ ...model, onnx: content ? toBase64(content) : '' })) }),
  });
  const missing = [...files, ...(models ?? [])].find(({ content }) => content === undefined);
  return project.ok && missing !== undefined ? fail('project.file-damaged', { what: missing.path }) : project;
}

const FROM_ZIP: Readonly<Record<ZipFaultCode, ProjectFaultCode>> = {
  'zip.damaged': 'project.file-damaged',
  'zip.bad-path': 'project.file-damaged',
  'zip.special-file': 'project.file-damaged',
  'zip.encrypted': 'project.file-damaged',
  'zip.duplicate': 'project.file-damaged',
  'zip.case-collision': 'project.file-damaged',
  'zip.name-not-utf8': 'project.file-damaged',
  'zip.bomb': 'project.too-large',
  'zip.too-many': 'project.too-large',
  'zip.too-large': 'project.too-large',
};

function readHead(content: Uint8Array | undefined): Result<unknown, ProjectFaultCode> {
  if (content === undefined) return fail('project.file-damaged', { what: HEAD_PATH });
  try {
    return ok(JSON.parse(strFromU8(content)));
  } catch (cause) {
    return fail('project.file-damaged', { what: HEAD_PATH }, cause);
  }
}
