/** A person picks a board's port in the browser's own list. Layer: web/adapters/serial. Only after a click, and only in a window. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { PortChoice } from './serial-messages.ts';
import { choiceOf, isChoice } from './web-serial-stream.ts';
import { webSerial } from './web-serial.ts';

/** Of the specification's `requestPort()`. */
const REFUSALS: Readonly<Record<string, string>> = { SecurityError: 'page.port-forbidden', NotFoundError: 'page.port-not-picked' };

/** Errors: `page.port-not-picked`, `page.port-forbidden`. */
export async function choosePort(): Promise<Result<PortChoice>> {
  const serial = webSerial();
  if (serial === undefined) return fail('page.port-forbidden');
  try {
    const port = await serial.requestPort();
    return ok(choiceOf(await serial.getPorts(), port));
  } catch (cause) {
    return fail(REFUSALS[(cause as DOMException).name] ?? 'page.port-not-picked', {}, cause);
  }
}

/** One that was picked before may be used again without asking, as long as it is plugged in. */
export async function isPlugged(choice: PortChoice): Promise<boolean> {
  return ((await webSerial()?.getPorts()) ?? []).some((port) => isChoice(port, choice));
}
