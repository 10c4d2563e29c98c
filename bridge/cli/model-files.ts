/** Models that a command names, `NAME=FILE.onnx`, as a project holds them. Layer: bridge/cli. */
import { toBase64 } from '../../core/base/base64.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { NET_FILE_BYTES_MAX, readNet } from '../../core/learn/onnx/read-net.ts';
import { AI_MODELS_MAX, aiModelsSchema, type AiModel } from '../../core/robot/ai-model.ts';
import { readInputFile } from './program-file.ts';

/**
 * The project's own models, then these; one of the same name takes the place of the project's.
 * Errors: `cli.usage`, `cli.file-not-readable`, `net.*`, `project.too-large`.
 */
export async function withModelFiles(own: readonly AiModel[], named: readonly string[]): Promise<Result<readonly AiModel[]>> {
  const models = new Map(own.map((model) => [model.name, model]));
  for (const each of named) {
    const model = await readModel(each);
    if (!model.ok) return model;
    models.set(model.value.name, model.value);
  }
  const all = aiModelsSchema.safeParse([...models.values()]);
  return all.success ? ok(all.data) : fail('cli.usage', { what: `--model (${AI_MODELS_MAX}): ${named.join(' ')}` });
}

async function readModel(named: string): Promise<Result<AiModel>> {
  const [, name, file] = /^([^=]+)=(.+)$/.exec(named) ?? [];
  if (name === undefined || file === undefined) return fail('cli.usage', { what: `--model ${named} (NAME=FILE.onnx)` });
  const bytes = await readInputFile(file, NET_FILE_BYTES_MAX);
  if (!bytes.ok) return bytes;
  const net = readNet(bytes.value);
  if (!net.ok) return net;
  return ok({ name, kind: net.value.kind, labels: [...net.value.labels], onnx: toBase64(bytes.value) });
}
