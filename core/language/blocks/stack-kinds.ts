/** What may stand below one another: statements, the cases of a switch, the members of a class, the names of an enum. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { isDisabled } from './block-walk.ts';

export type StackKind = 'Statement' | 'Case' | 'Member' | 'Choice';

const KINDS: ReadonlyMap<string, readonly StackKind[]> = new Map(
  Object.entries({
    comment: ['Statement', 'Case', 'Member', 'Choice'],
    code_statement: ['Statement', 'Member'],
    case_value: ['Case'],
    case_default: ['Case'],
    class_field: ['Member'],
    class_method: ['Member'],
    class_constructor: ['Member'],
    enum_member: ['Choice'],
  }),
);

/** Blocks whose DO socket holds something other than statements. */
const HOLDERS: ReadonlyMap<string, StackKind> = new Map(
  Object.entries({ switch: 'Case', class_declare: 'Member', enum_declare: 'Choice' }),
);

export function stackKindsOf(type: string): readonly StackKind[] {
  return KINDS.get(type) ?? ['Statement'];
}

export function kindHeldBy(type: string): StackKind {
  return HOLDERS.get(type) ?? 'Statement';
}

/** Whether the text has this block where it stands: not switched off, and of the kind that the stack holds. */
export function isWritten(block: BlockJson, kind: StackKind): boolean {
  return !isDisabled(block) && stackKindsOf(block.type).includes(kind);
}
