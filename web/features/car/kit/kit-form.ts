/**
 * The form of a kit, read off the published JSON Schema (docs/protocols/schemas/profile.schema.json), so that each entry a profile can have is
 * in it. Layer: web/features.
 */
import schemaJson from '../../../../docs/protocols/schemas/profile.schema.json' with { type: 'json' };

export type Path = readonly (string | number)[];

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
  readonly maxLength?: number;
}

interface Common {
  readonly path: Path;
  /** The entry's name in the profile; that of its list for something in a list. */
  readonly key: string;
}

export type FormNode =
  | (Common & { readonly kind: 'number'; readonly value: number | undefined; readonly min: number; readonly max: number; readonly isWhole: boolean; readonly isOptional: boolean }) // prettier-ignore
  | (Common & { readonly kind: 'text'; readonly value: string; readonly isOptional: boolean })
  | (Common & { readonly kind: 'switch'; readonly value: boolean })
  | (Common & { readonly kind: 'choice'; readonly value: string; readonly options: readonly string[]; readonly isOptional: boolean })
  | (Common & { readonly kind: 'pin'; readonly value: string | number })
  | (Common & { readonly kind: 'group'; readonly nodes: readonly FormNode[] })
  | (Common & { readonly kind: 'list'; readonly items: readonly FormNode[]; readonly mayAdd: boolean; readonly mayRemove: boolean });

const ROOT = schemaJson as unknown as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name === undefined) return schema;
  const { $ref: _, ...own } = schema;
  return { ...resolved(ROOT.$defs[name]!), ...own };
}

const branchesOf = (schema: Schema): readonly Schema[] => (schema.oneOf ?? schema.anyOf ?? []).map(resolved);
const isPin = (schema: Schema): boolean => branchesOf(schema).some(({ pattern }) => pattern?.startsWith('^A') === true);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** What describes the value: of several branches the one whose fixed entries are the value's. */
function branchFor(schema: Schema, value: unknown): Schema | undefined {
  const branches = branchesOf(schema);
  if (branches.length > 0) return branches.map((branch) => branchFor(branch, value)).find((branch) => branch !== undefined);
  const { properties, required = [] } = schema;
  if (properties === undefined || !isRecord(value)) return undefined;
  const fixed = required.map((key) => [value[key], resolved(properties[key]!).const] as const);
  return fixed.every(([is, wanted]) => wanted === undefined || is === wanted) ? schema : undefined;
}

const NUMBER_MAX = 1_000_000_000;

function leafOf(schema: Schema, value: unknown, common: Common, isOptional: boolean): FormNode | undefined {
  if (isPin(schema)) return { ...common, kind: 'pin', value: value as string | number };
  if (schema.enum !== undefined) return { ...common, kind: 'choice', value: String(value ?? ''), options: schema.enum, isOptional };
  const literals = branchesOf(schema);
  if (literals.length > 0 && literals.every((each) => each.const !== undefined)) {
    return { ...common, kind: 'choice', value: String(value), options: literals.map((each) => String(each.const)), isOptional };
  }
  switch (schema.type) {
    case 'number':
    case 'integer': {
      const { minimum, exclusiveMinimum, maximum = NUMBER_MAX } = schema;
      const min = minimum ?? exclusiveMinimum ?? -NUMBER_MAX;
      const isWhole = schema.type === 'integer';
      return {
        ...common,
        kind: 'number',
        value: value as number | undefined,
        min,
        max: Math.min(maximum, NUMBER_MAX),
        isWhole,
        isOptional,
      };
    }
    case 'boolean':
      return { ...common, kind: 'switch', value: value === true };
    case 'string':
      return { ...common, kind: 'text', value: String(value ?? ''), isOptional };
    default:
      return undefined;
  }
}

function nodeOf(schema: Schema, value: unknown, common: Common, isOptional: boolean): FormNode | undefined {
  const full = resolved(schema);
  if (full.const !== undefined) return undefined;
  if (full.type === 'array') return listOf(full, value, common);
  const leaf = leafOf(full, value, common, isOptional);
  if (leaf !== undefined) return leaf;
  const branch = branchFor(full, value);
  return branch && isRecord(value) ? { ...common, kind: 'group', nodes: nodesOf(branch, value, common.path) } : undefined;
}

function listOf({ items, minItems = 0, maxItems = 100 }: Schema, value: unknown, common: Common): FormNode {
  const values = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const nodes = values.flatMap((each, index) => nodeOf(items!, each, { path: [...common.path, index], key: common.key }, false) ?? []);
  return { ...common, kind: 'list', items: nodes, mayAdd: values.length < maxItems, mayRemove: values.length > minItems };
}

function nodesOf(schema: Schema, value: Readonly<Record<string, unknown>>, path: Path): readonly FormNode[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, each]) => {
    const isOptional = !(schema.required ?? []).includes(key);
    return nodeOf(each, value[key], { path: [...path, key], key }, isOptional) ?? [];
  });
}

/** What of a kit, at `path`, can be changed; nothing where it has no such entry. */
export function formAt(kit: unknown, path: Path): readonly FormNode[] {
  let schema: Schema = ROOT;
  let value = kit;
  for (const step of path) {
    const full = resolved(schema);
    const inner = typeof step === 'number' ? full.items : branchFor(full, value)?.properties?.[step];
    if (inner === undefined || !isRecord(value)) return [];
    schema = inner;
    value = value[String(step)];
  }
  const branch = branchFor(resolved(schema), value);
  return branch && isRecord(value) ? nodesOf(branch, value, path) : [];
}

/** Of a choice that has other entries for each of its values: which part it is of, by type. */
export const VARIANT_KEYS: Readonly<Record<string, string>> = {
  motors: 'driver',
  led: 'kind',
  display: 'kind',
  sonar: 'kind',
  line: 'kind',
};

/** A copy with another value at the path; `undefined` takes the entry away. */
export function changed<T>(document: T, path: Path, value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  if (Array.isArray(document)) {
    const copy = [...(document as readonly unknown[])];
    if (rest.length === 0 && value === undefined) copy.splice(Number(step), 1);
    else copy[Number(step)] = changed(copy[Number(step)], rest, value);
    return copy as T;
  }
  const { [step]: before, ...others } = document as Readonly<Record<string | number, unknown>>;
  if (rest.length === 0 && value === undefined) return others as T;
  return { ...(document as object), [step]: changed(before, rest, value) } as T;
}
