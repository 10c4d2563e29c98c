/** A choice of words for signs and names; shows and keeps any value that text may hold. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';

type Option = [string, string];

export class ChoiceField extends Blockly.FieldDropdown {
  constructor(options: readonly Option[]) {
    // Why a function: Blockly moves what a fixed list's words have in common out of the field.
    super(function (this: Blockly.FieldDropdown) {
      const field = this as ChoiceField;
      const offered = field.offered === undefined ? [] : field.offered(options);
      const current = field.getValue() ?? '';
      const all = offered.some(([, value]) => value === current) ? offered : [...offered, [current, current] as Option];
      return all.map(([words, value]): Option => [words, value]);
    });
    if (options[0]) this.setValue(options[0][1]);
  }

  static override fromJson(options: { readonly options?: unknown }): ChoiceField {
    return new this((options.options ?? []) as readonly Option[]);
  }

  protected offered(options: readonly Option[]): readonly Option[] {
    return options;
  }

  override getOptions(): Blockly.MenuOption[] {
    return super.getOptions(false);
  }

  protected override doClassValidation_(value?: string): string | null {
    return value ?? null;
  }
}
