/**
 * Which window of this browser is at work on a thing. Layer: web/adapters/storage. The browser frees the locks of a window that is killed.
 * Why not everywhere: a plain-http page of another computer has no locks; there `undefined` says that nobody can tell.
 */

/** Held until called. */
export type FreeLock = () => void;

const locks = (): LockManager | undefined => ('locks' in navigator ? navigator.locks : undefined);

/** Waits for it where another window has it. */
export function holdLock(name: string): FreeLock {
  let free: FreeLock = () => {};
  const held = new Promise<void>((resolve) => (free = resolve));
  void locks()
    ?.request(name, () => held)
    .catch(() => {});
  return free;
}

/** 'taken' where another window has it; undefined where locks are not to be had. */
export function tryLock(name: string): Promise<FreeLock | 'taken' | undefined> {
  const manager = locks();
  if (manager === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    void manager
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve('taken');
        return new Promise<void>((free) => resolve(free));
      })
      .catch(() => resolve(undefined));
  });
}
