/** The models that came with a program, read and judged before it starts. Layer: run. */
import { fromBase64 } from '../base/base64.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { inputCountOf, outputCountOf, type NetSpec } from '../learn/net.ts';
import { readNet, type NetFaultCode } from '../learn/onnx/read-net.ts';
import type { AiModel } from '../robot/ai-model.ts';
import { AI_INPUTS_MAX, AI_OUTPUTS_MAX } from '../robot/model-question.ts';

export type ModelFileFaultCode =
  | 'model.other-inside' // {name}: the file is not what the project says of it
  | 'model.too-many-numbers'; // {name, inputsMax, outputsMax}

export type ModelFaultCode = NetFaultCode | ModelFileFaultCode;

export interface LoadedModels {
  /** As they came; a recording carries them. */
  readonly models: readonly AiModel[];
  /** What `ai.run` can ask, by name. */
  readonly nets: ReadonlyMap<string, NetSpec>;
}

export const NO_MODELS: LoadedModels = { models: [], nets: new Map() };

/** Errors: `net.*`, `model.*`; params carry the model's `name`. */
export function loadModels(models: readonly AiModel[]): Result<LoadedModels, ModelFaultCode> {
  const nets = new Map<string, NetSpec>();
  for (const model of models) {
    const { name } = model;
    const net = readNet(fromBase64(model.onnx));
    if (!net.ok) return fail(net.fault.code, { ...net.fault.params, name });
    if (!isAsSaid(model, net.value)) return fail('model.other-inside', { name });
    if (model.kind === 'image') continue;
    if (inputCountOf(net.value) > AI_INPUTS_MAX || outputCountOf(net.value) > AI_OUTPUTS_MAX) {
      return fail('model.too-many-numbers', { name, inputsMax: AI_INPUTS_MAX, outputsMax: AI_OUTPUTS_MAX });
    }
    nets.set(name, net.value);
  }
  return ok({ models, nets });
}

function isAsSaid(model: AiModel, net: NetSpec): boolean {
  return model.kind === net.kind && model.labels.length === net.labels.length && model.labels.every((label, i) => label === net.labels[i]);
}
