/** One Blockly workspace with the project's options. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import * as english from 'blockly/msg/en';
import * as chinese from 'blockly/msg/zh-hans';
import { functionsIn, toolboxFor, variablesIn, type KnownFunction } from '../../../core/language/blocks/toolbox.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { Language } from '../../../core/words/words.ts';
import { pixelsPerRem } from '../../ui/read-tokens.ts';
import { CHINESE_MESSAGES } from './chinese-messages.ts';
import { blockTheme } from './block-theme.ts';
import { namesGiven } from './fields/name-fields.ts';
import { registerFields } from './fields/register-fields.ts';
import { addBackpack, backpackItem, registerBackpackMenus, type Backpack } from './backpack.ts';
import { registerSearch, searchItem } from './search-category.ts';
import { registerCategory } from './toolbox-category.ts';
import { defineBlocks, setBlockLanguage, type ShapedBlock } from './shaped-blocks.ts';

type Toolbox = Blockly.utils.toolbox.ToolboxDefinition;
type Contents = Blockly.utils.toolbox.FlyoutItemInfoArray;

/** Scale at which a block in a row is 44 px high, for letters of 16 px; board mode has greater ones. */
const START_SCALE = 0.92;
const USUAL_REM_PX = 16;

export function pageScale(): number {
  return (pixelsPerRem() || USUAL_REM_PX) / USUAL_REM_PX;
}

/** Pixels a workspace unit, where nobody has zoomed. */
export function usualScale(): number {
  return START_SCALE * pageScale();
}

let prepared = false;

let languageNow: Language = 'zh-CN';

/** Blocks and messages of a language; for blocks made from now on. */
export function useLanguage(language: Language): void {
  languageNow = language;
  const { default: _, ...messages } = language === 'en' ? english : { ...english, ...chinese, ...CHINESE_MESSAGES };
  Blockly.setLocale(messages);
  setBlockLanguage(language);
}

function returnsValue(block: Blockly.Block): boolean {
  return block.getDescendants(false).some((inner) => inner.type === 'return_value');
}

function functionsOf(workspace: Blockly.Workspace): KnownFunction[] {
  return workspace.getBlocksByType('function_declare', true).map((block) => ({
    name: block.getFieldValue('NAME') as string,
    parameters: (block as ShapedBlock).shapeState?.count ?? 0,
    returnsValue: returnsValue(block),
  }));
}

export function setToolbox(workspace: Blockly.WorkspaceSvg, profile: RobotProfile, language: Language): void {
  workspace.registerToolboxCategoryCallback('variables', (opened) => variablesIn(namesGiven(opened, false), language) as Contents);
  workspace.registerToolboxCategoryCallback('functions', (opened) => functionsIn(functionsOf(opened), language) as Contents);
  workspace.updateToolbox(wholeToolbox(profile, language));
}

/** Search, the blocks, and the backpack, which its own button opens too. */
function wholeToolbox(profile: RobotProfile, language: Language): Toolbox {
  const toolbox = toolboxFor(profile, language);
  return { ...toolbox, contents: [searchItem(toolbox, language), ...toolbox.contents, backpackItem(language)] } as unknown as Toolbox;
}

/** What all workspaces of the page share. */
function prepareBlockly(): void {
  if (prepared) return;
  prepared = true;
  registerFields();
  registerCategory();
  registerSearch();
  registerBackpackMenus(() => languageNow);
  defineBlocks();
  // Text cannot hold whether sockets stand inside or outside.
  Blockly.ContextMenuRegistry.registry.unregister('blockInline');
  // Why not ask: undo brings everything back.
  Blockly.dialog.setConfirm((_, answer) => answer(true));
}

interface WorkspaceOptions {
  readonly language: Language;
  readonly dark: boolean;
  readonly profile: RobotProfile;
  readonly readOnly?: boolean;
}

export function injectWorkspace(
  element: HTMLElement,
  { language, dark, profile, readOnly = false }: WorkspaceOptions,
): { readonly workspace: Blockly.WorkspaceSvg; readonly backpack?: Backpack } {
  prepareBlockly();
  useLanguage(language);
  const workspace = Blockly.inject(element, {
    ...(readOnly ? { readOnly } : { toolbox: wholeToolbox(profile, language), trashcan: true }),
    theme: blockTheme(dark),
    renderer: 'zelos',
    media: new URL('blockly-media/', document.baseURI).href,
    sounds: false,
    comments: true,
    collapse: true,
    disable: true,
    modalInputs: false,
    maxTrashcanContents: 16,
    move: { scrollbars: true, drag: true, wheel: true },
    zoom: {
      controls: !readOnly,
      wheel: false,
      pinch: true,
      startScale: usualScale(),
      maxScale: 4,
      minScale: 0.35,
      scaleSpeed: 1.15,
    },
    // Dots on paper; blocks.css colours them.
    grid: { spacing: 24, length: 2, colour: '#8f8878', snap: false },
  });
  if (readOnly) return { workspace };
  const backpack = addBackpack(workspace, language);
  setToolbox(workspace, profile, language);
  workspace.addChangeListener(Blockly.Events.disableOrphans);
  return { workspace, backpack };
}
