/** Blocks and layouts from a file: whatever it holds, either something that everything here can read, or nothing. Layer: language/blocks. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { BlockJson, BlocksLayout, SocketJson, WorkspaceJson } from './blocks-document.ts';

/** Blocks inside and below one another; more than a person could put together. */
const BLOCK_DEPTH_MAX = 2_500;

type Unknown = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isOptional = (value: unknown, type: string) => value === undefined || typeof value === type;

function isSocket(value: unknown, depth: number): value is SocketJson {
  if (!isObject(value)) return false;
  return [value.block, value.shadow].every((inner) => inner === undefined || isBlock(inner, depth + 1));
}

function isBlock(value: unknown, depth: number): value is BlockJson {
  if (depth > BLOCK_DEPTH_MAX || !isObject(value) || typeof value.type !== 'string') return false;
  const { inputs, fields, icons, next, disabledReasons } = value;
  const isPlain =
    isOptional(value.x, 'number') &&
    isOptional(value.y, 'number') &&
    isOptional(value.id, 'string') &&
    isOptional(value.data, 'string') &&
    isOptional(value.enabled, 'boolean');
  if (!isPlain || !(disabledReasons === undefined || Array.isArray(disabledReasons))) return false;
  if (!(fields === undefined || isObject(fields)) || !(icons === undefined || isObject(icons))) return false;
  if (!(inputs === undefined || (isObject(inputs) && Object.values(inputs).every((socket) => isSocket(socket, depth))))) return false;
  return next === undefined || isSocket(next, depth);
}

/** Errors: `blocks.not-readable` {}. */
export function readWorkspace(value: unknown): Result<WorkspaceJson> {
  if (!isObject(value)) return fail('blocks.not-readable', {});
  const { blocks } = value;
  if (blocks === undefined) return ok({});
  if (!isObject(blocks) || !Array.isArray(blocks.blocks) || !blocks.blocks.every((top) => isBlock(top, 0)))
    return fail('blocks.not-readable', {});
  return ok({ blocks: { languageVersion: 0, blocks: blocks.blocks as BlockJson[] } });
}

function isListOf(value: unknown, is: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

function isStackPlace(value: unknown): boolean {
  return isObject(value) && Number.isFinite(value.x) && Number.isFinite(value.y) && isOptional(value.items, 'number');
}

function isDisabledPlace(value: unknown): boolean {
  if (!isObject(value) || !isBlock(value.block, 0)) return false;
  return Number.isInteger(value.on) && typeof value.onType === 'string' && isOptional(value.input, 'string');
}

/** undefined for what is no layout: it may be lost without harm. */
export function readLayout(value: unknown): BlocksLayout | undefined {
  if (!isObject(value) || value.version !== 1) return undefined;
  const { stacks, collapsed, detached, disabled } = value;
  const isWhole =
    isListOf(stacks, isStackPlace) &&
    isListOf(collapsed, Number.isInteger) &&
    isListOf(detached, (each) => isBlock(each, 0)) &&
    (disabled === undefined || isListOf(disabled, isDisabledPlace));
  return isWhole ? (value as unknown as BlocksLayout) : undefined;
}
