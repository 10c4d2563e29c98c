/** The row above the toolbox's categories in which a person types what block they look for. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import { BlockFinder } from '../../../core/language/blocks/find-blocks.ts';
import type { ToolboxJson } from '../../../core/language/blocks/toolbox.ts';
import { blockWord } from '../../../core/words/block-words.ts';
import type { Language } from '../../../core/words/words.ts';
import { isComposing } from './fields/input-method.ts';

const KIND = 'guiji_search';

interface SearchInfo {
  readonly kind: typeof KIND;
  readonly name: string;
  readonly toolboxitemid: string;
  readonly toolbox: ToolboxJson;
  readonly language: Language;
}

export function searchItem(toolbox: ToolboxJson, language: Language): SearchInfo {
  return { kind: KIND, name: blockWord('search', language), toolboxitemid: 'blocks-search', toolbox, language };
}

class SearchCategory extends Blockly.ToolboxCategory {
  #field: HTMLInputElement | undefined;
  #finder: BlockFinder | undefined;

  get #info(): SearchInfo {
    return this.toolboxItemDef_ as unknown as SearchInfo;
  }

  protected override createDom_(): HTMLDivElement {
    const dom = super.createDom_();
    const field = document.createElement('input');
    field.type = 'search';
    field.className = 'guiji-search';
    field.placeholder = blockWord('search.short', this.#info.language);
    field.setAttribute('aria-label', this.#info.name);
    field.autocomplete = 'off';
    field.spellcheck = false;
    field.addEventListener('input', (event) => {
      if (!(event as InputEvent).isComposing) this.#show();
    });
    field.addEventListener('compositionend', () => this.#show());
    field.addEventListener('keydown', (event) => this.#keyDown(event));
    this.rowContents_?.replaceChildren(field);
    this.#field = field;
    return dom;
  }

  #keyDown(event: KeyboardEvent): void {
    // The toolbox walks with arrows and letters; while a person writes these are theirs.
    const leaves = event.key === 'Tab' || event.key === 'ArrowDown' || event.key === 'ArrowUp';
    if (isComposing(event) || !leaves) event.stopPropagation();
    if (event.key !== 'Escape' || isComposing(event)) return;
    this.parentToolbox_.clearSelection();
    Blockly.getFocusManager().focusTree(this.workspace_);
  }

  #show(): void {
    const question = this.#field?.value ?? '';
    this.#finder ??= new BlockFinder(this.#info.toolbox);
    const found = this.#finder.find(question);
    const none = question.trim() === '' ? [] : [{ kind: 'label', text: blockWord('search.none', this.#info.language) }];
    this.flyoutItems_ = (found.length > 0 ? found : none) as Blockly.utils.toolbox.FlyoutItemInfoArray;
    if (this.parentToolbox_.getSelectedItem() !== this) this.parentToolbox_.setSelectedItem(this);
    else this.parentToolbox_.refreshSelection();
  }

  override setSelected(selected: boolean): void {
    super.setSelected(selected);
    if (selected) this.#field?.focus();
    else if (this.#field) this.#field.value = '';
  }
}

export function registerSearch(): void {
  Blockly.registry.register(Blockly.registry.Type.TOOLBOX_ITEM, KIND, SearchCategory, true);
}
