/** Makes our fields known to Blockly, under the names that core/language/blocks uses. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import { ChoiceField } from './choice-field.ts';
import { CountField } from './count-field.ts';
import { CodeField, LinesField } from './lines-field.ts';
import { MemberField, NewNameField, UsedFunctionField, UsedNameField } from './name-fields.ts';
import { NumberField } from './number-field.ts';
import { TextField } from './text-field.ts';

const FIELDS = {
  guiji_text: TextField,
  guiji_number: NumberField,
  guiji_choice: ChoiceField,
  guiji_new_name: NewNameField,
  guiji_member: MemberField,
  guiji_used_name: UsedNameField,
  guiji_used_function: UsedFunctionField,
  guiji_lines: LinesField,
  guiji_code: CodeField,
  guiji_count: CountField,
} as const;

let registered = false;

export function registerFields(): void {
  if (registered) return;
  registered = true;
  for (const [name, field] of Object.entries(FIELDS)) Blockly.fieldRegistry.register(name, field as Blockly.fieldRegistry.RegistrableField);
}
