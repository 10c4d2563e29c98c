/**
 * Defines every block type for Blockly from core's definitions. Layer: web/adapters/blockly.
 * A block's shape depends on its state (how many arguments) and on the language shown; `reshape` builds it anew in place, keeping what is in it.
 */
import * as Blockly from 'blockly/core';
import { blockDefinition, BLOCK_TYPES, changedState } from '../../../core/language/blocks/block-definitions.ts';
import type { ShapeState } from '../../../core/language/blocks/block-shape.ts';
import { socketLiteral } from '../../../core/language/blocks/sockets.ts';
import type { Language } from '../../../core/words/words.ts';

export interface ShapedBlock extends Blockly.BlockSvg {
  shapeState: ShapeState | undefined;
  changeCount(change: number): void;
}

interface Kept {
  readonly shadow: Blockly.serialization.blocks.State | null;
  readonly block: Blockly.Block | null;
}

let shownLanguage: Language = 'zh-CN';

/** For blocks made from now on; blocks that stand need `reshape`. */
export function setBlockLanguage(language: Language): void {
  shownLanguage = language;
}

function build(block: Blockly.Block): void {
  const shaped = block as ShapedBlock;
  block.jsonInit(blockDefinition(block.type, shaped.shapeState, shownLanguage));
}

function takeOut(block: Blockly.Block): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const { name, connection } of block.inputList) {
    if (!connection) continue;
    const target = connection.targetBlock();
    const shadow = connection.getShadowState(true);
    connection.setShadowState(null);
    const moved = target && !target.isShadow() ? target : null;
    if (moved) connection.disconnect();
    kept.set(name, { shadow, block: moved });
  }
  return kept;
}

function putBack(block: Blockly.Block, kept: ReadonlyMap<string, Kept>): void {
  for (const { name, connection } of block.inputList) {
    if (!connection) continue;
    const { shadow, block: inner } = kept.get(name) ?? { shadow: socketLiteral(block.type, name) ?? null, block: null };
    if (shadow) connection.setShadowState(shadow as Blockly.serialization.blocks.State);
    const joint = inner?.outputConnection ?? inner?.previousConnection;
    if (joint) connection.connect(joint);
  }
}

/** Builds the block anew for its state and the language; what stood in a socket that is no more is left beside it. */
export function reshape(block: Blockly.Block): void {
  const wasOn = Blockly.Events.isEnabled();
  if (wasOn) Blockly.Events.disable();
  try {
    const values = new Map<string, unknown>();
    for (const input of block.inputList) for (const field of input.fieldRow) if (field.name) values.set(field.name, field.saveState());
    const kept = takeOut(block);
    for (const input of [...block.inputList]) block.removeInput(input.name, true);
    while (block.inputList[0]) dropFirstInput(block);
    build(block);
    for (const [name, value] of values) block.getField(name)?.loadState(value);
    putBack(block, kept);
  } finally {
    if (wasOn) Blockly.Events.enable();
  }
}

/** Inputs without a name cannot be removed by name. */
function dropFirstInput(block: Blockly.Block): void {
  const [first] = block.inputList;
  if (!first) return;
  first.name = 'GOING';
  block.removeInput('GOING', true);
}

/** Blocks in sockets that the new state has no more come out first, so that undo can put them back. */
function takeOutLost(block: ShapedBlock, next: ShapeState): void {
  const names = new Set(blockDefinition(block.type, next, shownLanguage).args0.map((arg) => arg.name));
  for (const { name, connection } of block.inputList) {
    const target = connection?.targetBlock();
    if (!target || target.isShadow() || names.has(name)) continue;
    target.unplug(false);
    (target as Blockly.BlockSvg).bumpNeighbours();
  }
}

function changeCount(block: ShapedBlock, change: number): void {
  const next = changedState(block.type, block.shapeState ?? {}, change);
  if (!next) return;
  const outer = Blockly.Events.getGroup();
  if (!outer) Blockly.Events.setGroup(true);
  const before = JSON.stringify(block.shapeState ?? {});
  takeOutLost(block, next);
  block.shapeState = next;
  reshape(block);
  Blockly.Events.fire(new Blockly.Events.BlockChange(block, 'mutation', null, before, JSON.stringify(next)));
  if (!outer) Blockly.Events.setGroup(false);
}

function isPlain(state: ShapeState | undefined): boolean {
  return state === undefined || Object.keys(state).length === 0;
}

export function defineBlocks(): void {
  for (const type of BLOCK_TYPES) {
    Blockly.Blocks[type] = {
      init(this: ShapedBlock) {
        build(this);
      },
      saveExtraState(this: ShapedBlock) {
        return isPlain(this.shapeState) ? null : this.shapeState;
      },
      loadExtraState(this: ShapedBlock, state: ShapeState) {
        this.shapeState = state;
        reshape(this);
      },
      changeCount(this: ShapedBlock, change: number) {
        changeCount(this, change);
      },
    };
  }
}
