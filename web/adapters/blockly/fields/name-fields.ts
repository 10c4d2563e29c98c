/** Names of variables and functions: given in one place, chosen in others. Layer: web/adapters/blockly. */
import type * as Blockly from 'blockly/core';
import { isName } from '../../../../core/language/blocks/literal-text.ts';
import { readMemberText, readNameText } from '../../../../core/language/blocks/name-text.ts';
import { ChoiceField } from './choice-field.ts';
import { TypedField } from './text-field.ts';

/** Where a name is given. What text says that is more than a name (`b = 5`) stays until a person edits it. */
export class NewNameField extends TypedField {
  protected override doClassValidation_(typed?: unknown): string | null {
    // While it is being typed every state is kept; the name is put right when the editor closes.
    const text = String(typed ?? '');
    return text.trim() === '' ? null : text;
  }

  override onFinishEditing_(typed: unknown): void {
    const before = this.valueWhenEditorWasOpened_;
    const name = typed === before ? before : (readNameText(String(typed ?? '')) ?? before);
    if (name !== this.getValue()) this.setValue(name, false);
  }
}

/** The name of a property, a key or a method: every word may be one, and a key any text. */
export class MemberField extends TypedField {
  protected override doClassValidation_(typed?: unknown): string | null {
    const text = String(typed ?? '');
    return text.trim() === '' ? null : text;
  }

  override onFinishEditing_(typed: unknown): void {
    const before = this.valueWhenEditorWasOpened_;
    const isKey = this.getSourceBlock()?.type === 'object_create';
    const name = typed === before || isKey ? String(typed) : (readMemberText(String(typed ?? '')) ?? before);
    if (name !== this.getValue()) this.setValue(name, false);
  }
}

const FUNCTION_BLOCKS = new Set(['function_declare', 'function_local']);
/** Blocks whose name is no variable. */
const OTHER_NAMES = new Set(['label', 'interface_declare', 'type_alias']);

export function givesFunction(block: Blockly.Block, field: Blockly.Field): boolean {
  return FUNCTION_BLOCKS.has(block.type) && field.name === 'NAME';
}

/** Words of a pattern like `{ x, y: [a] }` that could be names of variables. */
function namesInPattern(pattern: string): string[] {
  return [...pattern.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*(?!\s*:)/gu)].map(([name]) => name);
}

function namesOf(block: Blockly.Block, field: Blockly.Field): string[] {
  if (block.type === 'destructure' && field.name === 'NAME') return namesInPattern(field.getText());
  if (!(field instanceof NewNameField) || OTHER_NAMES.has(block.type)) return [];
  return isName(field.getText()) ? [field.getText()] : [];
}

/** Names that blocks of the workspace give, in their order; `isFunction` chooses functions or variables. */
export function namesGiven(workspace: Blockly.Workspace, isFunction: boolean): string[] {
  const names = new Set<string>();
  for (const block of workspace.getAllBlocks(true)) {
    if (block.isInFlyout) continue;
    for (const field of fieldsOf(block)) {
      if (givesFunction(block, field) === isFunction) for (const name of namesOf(block, field)) names.add(name);
    }
  }
  return [...names];
}

export function fieldsOf(block: Blockly.Block): Blockly.Field[] {
  return block.inputList.flatMap((input) => input.fieldRow);
}

function programOf(block: Blockly.Block | null): Blockly.Workspace | undefined {
  const workspace = block?.workspace as Blockly.WorkspaceSvg | undefined;
  return workspace?.isFlyout ? (workspace.targetWorkspace ?? undefined) : workspace;
}

/** Where a variable's name is used: offers the names that the program gives. */
export class UsedNameField extends ChoiceField {
  declare protected opening: boolean | undefined;

  static override fromJson(options: { readonly text?: string; readonly options?: unknown }): UsedNameField {
    const field = new this([]);
    field.setValue(options.text ?? '');
    return field;
  }

  protected wantsFunctions(): boolean {
    return false;
  }

  protected override showEditor_(event?: MouseEvent): void {
    this.opening = true;
    super.showEditor_(event);
    this.opening = false;
  }

  /** Why only when it opens: Blockly asks each field for its options again and again while it draws. */
  protected override offered(): [string, string][] {
    const workspace = this.opening ? programOf(this.getSourceBlock()) : undefined;
    return workspace ? namesGiven(workspace, this.wantsFunctions()).map((name) => [name, name]) : [];
  }
}

export class UsedFunctionField extends UsedNameField {
  protected override wantsFunctions(): boolean {
    return true;
  }
}
