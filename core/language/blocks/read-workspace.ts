/** Blocks from a file: whatever it holds, either a workspace that everything here can read, or a fault. Layer: language/blocks. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { BlockJson, SocketJson, WorkspaceJson } from './blocks-document.ts';

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
