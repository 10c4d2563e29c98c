/**
 * A backpack: blocks dragged onto it are kept in this browser and can be taken out in any project. Layer: web/adapters/blockly.
 * Why localStorage: it is small, and losing it costs little.
 */
import * as Blockly from 'blockly/core';
import type { ToolboxBlock } from '../../../core/language/blocks/toolbox.ts';
import { readWorkspace } from '../../../core/language/blocks/read-workspace.ts';
import { blockWord } from '../../../core/words/block-words.ts';
import type { Language } from '../../../core/words/words.ts';

const KEY = 'guiji.backpack';
const BLOCKS_MAX = 40;
const LENGTH_MAX = 200_000;
const BACKPACK_CATEGORY = 'backpack';
const ITEM_ID = 'blocks-backpack';
/** Before the toolbox, which deletes what is dropped on it. */
const WEIGHT = -1;
const GAP = 16;

type State = Blockly.serialization.blocks.State;

function readKept(): State[] {
  try {
    const kept = readWorkspace({ blocks: { languageVersion: 0, blocks: JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown } });
    return kept.ok ? ((kept.value.blocks?.blocks ?? []) as State[]) : [];
  } catch {
    return [];
  }
}

/** False where there is no room. */
function keep(blocks: readonly State[]): boolean {
  const text = JSON.stringify(blocks);
  if (blocks.length > BLOCKS_MAX || text.length > LENGTH_MAX) return false;
  try {
    localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}

/** Ids and places belong to one workspace. */
function withoutPlace(state: State): State {
  const text = JSON.stringify(state, (key, value: unknown) => (key === 'id' || key === 'x' || key === 'y' ? undefined : value));
  return JSON.parse(text) as State;
}

const SIGN =
  '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M5 20V10a7 7 0 0 1 14 0v10a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1z"/><path d="M9 5V4a2 2 0 0 1 2-2h2a2 2 0 0 1 2 2v1M8 21v-5a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v5M8 10h8"/></svg>';

export class Backpack extends Blockly.DragTarget {
  readonly #workspace: Blockly.WorkspaceSvg;
  readonly #button = document.createElement('button');
  #language: Language;

  constructor(workspace: Blockly.WorkspaceSvg, language: Language) {
    super();
    this.id = 'guiji-backpack';
    this.#workspace = workspace;
    this.#language = language;
    this.#button.type = 'button';
    this.#button.className = 'guiji-backpack';
    this.#button.innerHTML = `${SIGN}<span></span>`;
    this.#button.addEventListener('click', () => this.#open());
    workspace.getInjectionDiv().append(this.#button);
    const capabilities = [Blockly.ComponentManager.Capability.DRAG_TARGET];
    workspace.getComponentManager().addComponent({ component: this, weight: WEIGHT, capabilities });
    workspace.registerToolboxCategoryCallback(BACKPACK_CATEGORY, () => this.#contents());
    this.setLanguage(language);
  }

  setLanguage(language: Language): void {
    this.#language = language;
    this.#count();
  }

  #count(): void {
    const { length } = readKept();
    const words = blockWord('backpack', this.#language);
    this.#button.title = words;
    this.#button.setAttribute('aria-label', `${words} (${length})`);
    this.#button.querySelector('span')!.textContent = length > 0 ? String(length) : '';
  }

  #contents(): Blockly.utils.toolbox.FlyoutItemInfoArray {
    const blocks = readKept().map((state) => ({ ...state, kind: 'block', gap: GAP }) as unknown as ToolboxBlock);
    const items = blocks.length > 0 ? blocks : [{ kind: 'label', text: blockWord('backpack.empty', this.#language) }];
    return items as Blockly.utils.toolbox.FlyoutItemInfoArray;
  }

  #open(): void {
    const toolbox = this.#workspace.getToolbox() as Blockly.Toolbox | null;
    const item = toolbox?.getToolboxItemById(ITEM_ID);
    if (toolbox && item) toolbox.setSelectedItem(toolbox.getSelectedItem() === item ? null : item);
  }

  #changed(): void {
    this.#count();
    const toolbox = this.#workspace.getToolbox() as Blockly.Toolbox | null;
    if (toolbox?.getSelectedItem()?.getId() === ITEM_ID) toolbox.refreshSelection();
  }

  put(block: Blockly.BlockSvg): void {
    const state = Blockly.serialization.blocks.save(block, { addNextBlocks: true });
    if (!state) return;
    const fresh = withoutPlace(state);
    const text = JSON.stringify(fresh);
    const kept = readKept();
    if (kept.some((each) => JSON.stringify(each) === text)) return;
    if (!keep([fresh, ...kept])) Blockly.dialog.alert(blockWord('backpack.full', this.#language));
    this.#changed();
  }

  takeOut(block: Blockly.BlockSvg): void {
    const index = block.workspace.getTopBlocks(true).indexOf(block.getRootBlock() as Blockly.BlockSvg);
    keep(readKept().filter((_, at) => at !== index));
    this.#changed();
  }

  clear(): void {
    keep([]);
    this.#changed();
  }

  get isEmpty(): boolean {
    return readKept().length === 0;
  }

  /** Whether the flyout shows what is in the backpack. */
  get isOpen(): boolean {
    return (this.#workspace.getToolbox() as Blockly.Toolbox | null)?.getSelectedItem()?.getId() === ITEM_ID;
  }

  override getClientRect(): Blockly.utils.Rect {
    const { top, bottom, left, right } = this.#button.getBoundingClientRect();
    return new Blockly.utils.Rect(top, bottom, left, right);
  }

  override onDragEnter(element: Blockly.IDraggable): void {
    if (element instanceof Blockly.BlockSvg) this.#button.classList.add('guiji-open');
  }

  override onDragExit(): void {
    this.#button.classList.remove('guiji-open');
  }

  override onDrop(element: Blockly.IDraggable): void {
    this.#button.classList.remove('guiji-open');
    if (element instanceof Blockly.BlockSvg) this.put(element);
  }

  /** What was dropped goes back to where it stood. */
  override shouldPreventMove(element: Blockly.IDraggable): boolean {
    return element instanceof Blockly.BlockSvg;
  }
}

const backpacks = new WeakMap<Blockly.Workspace, Backpack>();

export function addBackpack(workspace: Blockly.WorkspaceSvg, language: Language): Backpack {
  const backpack = new Backpack(workspace, language);
  backpacks.set(workspace, backpack);
  return backpack;
}

/** The toolbox item that shows what is inside; the button opens it. */
export function backpackItem(language: Language): object {
  return {
    kind: 'category',
    name: blockWord('backpack', language),
    toolboxitemid: ITEM_ID,
    custom: BACKPACK_CATEGORY,
    categorystyle: 'code',
  };
}

function backpackOf({ block, workspace }: Blockly.ContextMenuRegistry.Scope): Backpack | undefined {
  const own = block?.workspace ?? workspace;
  return own && backpacks.get(own.isFlyout ? (own.targetWorkspace ?? own) : own);
}

/** Says in which menus it stands. `languageNow` because menus are registered once. */
export function registerBackpackMenus(languageNow: () => Language): void {
  const { BLOCK, WORKSPACE } = Blockly.ContextMenuRegistry.ScopeType;
  const { registry } = Blockly.ContextMenuRegistry;
  registry.register({
    id: 'guijiBackpackPut',
    scopeType: BLOCK,
    weight: 2.5,
    displayText: () => blockWord('backpack.put', languageNow()),
    preconditionFn: (scope) => (backpackOf(scope) && !scope.block?.isInFlyout ? 'enabled' : 'hidden'),
    callback: (scope) => backpackOf(scope)?.put(scope.block!),
  });
  registry.register({
    id: 'guijiBackpackTakeOut',
    scopeType: BLOCK,
    weight: 2.6,
    displayText: () => blockWord('backpack.take-out', languageNow()),
    preconditionFn: (scope) => (scope.block?.isInFlyout && backpackOf(scope)?.isOpen ? 'enabled' : 'hidden'),
    callback: (scope) => backpackOf(scope)?.takeOut(scope.block!),
  });
  registry.register({
    id: 'guijiBackpackClear',
    scopeType: WORKSPACE,
    weight: 20,
    displayText: () => blockWord('backpack.clear', languageNow()),
    preconditionFn: (scope) => {
      const backpack = backpackOf(scope);
      return !backpack ? 'hidden' : backpack.isEmpty ? 'disabled' : 'enabled';
    },
    callback: (scope) => backpackOf(scope)?.clear(),
  });
}
