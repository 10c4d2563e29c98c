/** When a name is given anew, the blocks that use it follow. Layer: web/adapters/blockly. */
import * as Blockly from 'blockly/core';
import { fieldsOf, givesFunction, namesGiven, NewNameField, UsedFunctionField, UsedNameField } from './fields/name-fields.ts';

/** A change listener for a workspace. */
export function followNames(this: void, event: Blockly.Events.Abstract): void {
  if (!(event instanceof Blockly.Events.BlockChange) || event.element !== 'field' || !event.recordUndo) return;
  const workspace = event.getEventWorkspace_();
  const block = workspace.getBlockById(event.blockId ?? '');
  const field = block?.getField(event.name ?? '');
  if (!block || !(field instanceof NewNameField)) return;
  const [before, now] = [String(event.oldValue), String(event.newValue)];
  const isFunction = givesFunction(block, field);
  // Somewhere else the old name is still given: its users may mean that one.
  if (namesGiven(workspace, isFunction).includes(before)) return;
  const outer = Blockly.Events.getGroup();
  Blockly.Events.setGroup(event.group || true);
  for (const user of workspace.getAllBlocks(false)) {
    for (const used of fieldsOf(user)) {
      if (used instanceof UsedNameField && used instanceof UsedFunctionField === isFunction && used.getValue() === before)
        used.setValue(now);
    }
  }
  Blockly.Events.setGroup(outer);
}
