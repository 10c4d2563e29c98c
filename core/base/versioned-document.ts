/**
 * How a versioned JSON document becomes the latest version of itself. Layer: base. Used by tracks, rules and contest rules.
 * A format that goes from version n to n + 1 adds one function to its list; nothing else changes for its readers.
 */
import { z } from 'zod';
import { fail, ok, type Fault, type FaultParams, type Result } from './result.ts';

/** Takes a document of the version before and returns the next one; it may return nonsense, the schema judges. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Record<string, unknown>;

export interface DocumentFormat<T> {
  readonly name: string;
  readonly version: number;
  /** `migrations[n - 1]` leads from version n to n + 1. */
  readonly migrations: readonly Migration[];
  readonly schema: z.ZodType<T>;
}

/** Why a document is refused: what follows the format's prefix in a fault code. */
export type DocumentProblem =
  | 'not-this-format' // {expected}
  | 'newer-version' // {version, known}
  | 'wrong-type' // {path, expected}
  | 'out-of-range' // {path, bound}
  | 'too-many' // {path, limit}
  | 'unknown-field' // {path, name}
  | 'bad-value'; // {path}

export interface DocumentFault {
  readonly problem: DocumentProblem;
  readonly params: FaultParams;
}

/** Nobody reads more, and a file of nothing but faults must not become a longer list. */
const FAULTS_MAX = 100;

const envelope = z.looseObject({ format: z.string(), version: z.number().int().min(1) });

/** `lines.0.widthMm` → `lines[0].widthMm`, as a person would write it. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`),
    '',
  );
}

type Issue = z.core.$ZodIssue;

/** The innermost issue of a union is the one that helps. */
function deepest(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const first = issue.errors.flat()[0];
  return first === undefined ? issue : { ...deepest(first), path: [...issue.path, ...first.path] };
}

function describe(found: Issue): DocumentFault {
  const issue = deepest(found);
  const path = pathText(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return { problem: 'wrong-type', params: { path, expected: issue.expected } };
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int')
        return { problem: 'out-of-range', params: { path, bound: `≤ ${issue.maximum}` } };
      return { problem: 'too-many', params: { path, limit: Number(issue.maximum) } };
    case 'too_small':
      return { problem: 'out-of-range', params: { path, bound: `${issue.inclusive === false ? '>' : '≥'} ${issue.minimum}` } };
    case 'unrecognized_keys':
      return { problem: 'unknown-field', params: { path, name: issue.keys[0] ?? '' } };
    default:
      return { problem: 'bad-value', params: { path } };
  }
}

/** A copy in the latest version, checked; or what is wrong with it, one fault at least and `FAULTS_MAX` at most. */
function readDocument<T>(json: unknown, format: DocumentFormat<T>): { readonly value: T } | { readonly faults: readonly DocumentFault[] } {
  const head = envelope.safeParse(json);
  if (!head.success || head.data.format !== format.name)
    return { faults: [{ problem: 'not-this-format', params: { expected: format.name } }] };
  const { version } = head.data;
  if (version > format.version) return { faults: [{ problem: 'newer-version', params: { version, known: format.version } }] };
  let document: Record<string, unknown> = head.data;
  for (const migrate of format.migrations.slice(version - 1)) document = migrate(document);
  const parsed = format.schema.safeParse(document);
  return parsed.success ? { value: parsed.data } : { faults: parsed.error.issues.slice(0, FAULTS_MAX).map(describe) };
}

type DocumentFaultOf<P extends string> = Fault<`${P}.${DocumentProblem}`>;

const withPrefix = <P extends string>({ problem, params }: DocumentFault, prefix: P): DocumentFaultOf<P> =>
  fail(`${prefix}.${problem}` as const, params).fault;

/** A checked copy, or all that is wrong with it; codes have the format's prefix. */
export function checkDocument<T, P extends string>(
  json: unknown,
  format: DocumentFormat<T>,
  prefix: P,
): { readonly value: T } | { readonly faults: readonly DocumentFaultOf<P>[] } {
  const read = readDocument(json, format);
  return 'value' in read ? read : { faults: read.faults.map((fault) => withPrefix(fault, prefix)) };
}

/** A checked copy, or the first thing that is wrong with it. */
export function parseDocument<T, P extends string>(
  json: unknown,
  format: DocumentFormat<T>,
  prefix: P,
): Result<T, `${P}.${DocumentProblem}`> {
  const read = readDocument(json, format);
  return 'value' in read ? ok(read.value) : { ok: false, fault: withPrefix(read.faults[0]!, prefix) };
}
