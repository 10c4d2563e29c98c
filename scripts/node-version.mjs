// Which Node runs the product: the one that started us where it is new enough, else the one that npm's `node` package brought.
// Plain JavaScript for Node 20, because it runs before anything is known about the Node that runs it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const NODE_MAJOR_MIN = 24;
export const root = fileURLToPath(new URL('..', import.meta.url));

const major = (version) => Number(version.split('.')[0]);

/** The path of a Node that is new enough, or undefined. */
export function findNode() {
  if (major(process.versions.node) >= NODE_MAJOR_MIN) return process.execPath;
  const bundled = fileURLToPath(new URL(`../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url));
  return existsSync(bundled) ? bundled : undefined;
}

/** Runs a script under that Node with our standard streams and returns its exit code; says in one line what to do where there is none. */
export async function runUnderNode(args, options = {}) {
  const node = findNode();
  if (node === undefined) {
    console.error(
      `需要 Node ${NODE_MAJOR_MIN} 以上（现在是 ${process.versions.node}）：请安装新版 Node，或运行 npm rebuild node。\n` +
        `Node ${NODE_MAJOR_MIN} or newer is needed (this is ${process.versions.node}): install it, or run: npm rebuild node`,
    );
    return 3;
  }
  const child = spawn(node, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ? 130 : (code ?? 1))));
}
