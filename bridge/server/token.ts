/** The token that pairs a page with its bridge; new at each start. Layer: bridge/server. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

export class PairingToken {
  /** base64url. */
  readonly text = randomBytes(TOKEN_BYTES).toString('base64url');
  readonly #digest = digestOf(this.text);

  /** In constant time, whatever the length. */
  matches(offered: string): boolean {
    return timingSafeEqual(digestOf(offered), this.#digest);
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
