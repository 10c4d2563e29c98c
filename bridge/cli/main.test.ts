import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

describe('the command line', () => {
  it('ends as usual, and silently, where nobody reads what it prints any more', async () => {
    const child = spawn(process.execPath, ['scripts/guiji.mjs', 'track', 'check', 'core/sim/tracks/oval.json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said).toBe('');
  });
});
