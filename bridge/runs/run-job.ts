/** What goes between the archive and the thread that reads runs. Layer: bridge/runs. */

export interface RunJob {
  readonly file: string;
  /** Where the sealed copy is to be made. */
  readonly sealedFile: string;
}

export interface RunJobWorkerData {
  /** Ed25519 secret key, 32 bytes: see seal-key.ts. */
  readonly sealKey: Uint8Array;
  readonly trustedSealKeys: readonly string[];
}
