/** A number literal: keeps its spelling, understands full-width figures. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import { readNumberText } from '../../../../core/language/blocks/name-text.ts';
import { TypedField } from './text-field.ts';

export class NumberField extends TypedField {
  protected override doClassValidation_(typed?: unknown): string | null {
    return typed === undefined ? null : (readNumberText(String(typed)) ?? null);
  }

  protected override widgetCreate_(): HTMLInputElement | HTMLTextAreaElement {
    const input = super.widgetCreate_();
    // Why not type=number: it refuses full-width figures before we see them.
    input.inputMode = 'decimal';
    input.autocomplete = 'off';
    return input;
  }

  override getAriaTypeName(): string | null {
    return Blockly.Msg.ARIA_TYPE_FIELD_NUMBER ?? super.getAriaTypeName();
  }
}
