/** Who a page is, by its token; and what the class knows of a page that is there. Layer: bridge/class. */
import { createHash, randomBytes } from 'node:crypto';
import type { Fault } from '../../core/base/result.ts';
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';

export type Identity =
  | { readonly role: 'owner' }
  | { readonly role: 'teacher'; readonly tokenHash: string }
  | { readonly role: 'student'; readonly tokenHash: string; readonly studentId: string; readonly via: 'page' | 'bridge' };

/** A page that has said hello, or a station bridge. */
export interface ClassPage {
  readonly identity: Identity;
  /** On this computer, or over HTTPS: nobody on the network can read along. */
  readonly isPrivate: boolean;
  tell(note: BridgeNote): void;
  /** Those that this page has taken. */
  stopRobots(): void;
  /** Says why and closes. */
  end(fault: Fault): void;
}

const TOKEN_BYTES = 32;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token; hex. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
