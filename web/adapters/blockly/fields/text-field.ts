/** Text typed into a block. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import { isComposing } from './input-method.ts';

interface FieldJson {
  readonly text?: string;
}

/**
 * Blockly's text field, which leaves the input method its keys.
 * Why: Blockly 13 closes the editor at Enter, also at the Enter that picks a pinyin candidate.
 */
export class TypedField extends Blockly.FieldTextInput {
  static override fromJson(options: FieldJson): TypedField {
    return new this(options.text ?? '');
  }

  protected override onHtmlInputKeyDown_(event: KeyboardEvent): void {
    if (isComposing(event)) event.stopPropagation();
    else super.onHtmlInputKeyDown_(event);
  }
}

const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/\\(?=[\\nt])/g, '\\\\'],
  [/\n/g, '\\n'],
  [/\t/g, '\\t'],
];

/** A text of the program. Line ends and tabs are typed and shown as `\n` and `\t`. */
export class TextField extends TypedField {
  protected override getText_(): string | null {
    return super.getText_() ?? this.getEditorText_(this.getValue());
  }

  protected override getEditorText_(value: unknown): string {
    return ESCAPES.reduce((text, [pattern, escape]) => text.replace(pattern, escape), String(value ?? ''));
  }

  protected override getValueFromEditorText_(text: string): string {
    return text.replace(/\\([\\nt])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : '\\'));
  }
}
