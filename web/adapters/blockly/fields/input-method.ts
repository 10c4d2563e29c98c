/** Keys while a Chinese input method is composing belong to it, not to the editor. Layer: web/adapters/blockly. */

/** True for the Enter, Escape, Tab or Space that chooses a candidate. 229 is what Chromium and older engines report for a key the input method took. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
