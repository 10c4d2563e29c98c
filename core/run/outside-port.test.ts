import { describe, expect, it } from 'vitest';
import { toBase64 } from '../base/base64.ts';
import { writeOnnx } from '../learn/onnx/write-onnx.ts';
import type { AiModel } from '../robot/ai-model.ts';
import type { RobotMessage } from '../robot/message.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import type { PortValue } from '../robot/robot-port.ts';
import { SimRobot } from '../sim/sim-robot.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import { World } from '../sim/world.ts';
import { loadModels, NO_MODELS, type LoadedModels } from './loaded-models.ts';
import { asksOutside } from './outside-port.ts';
import { SimulatedTime } from './robot-time.ts';
import { openRun } from './run-file.ts';
import { setUpRun } from './run-setup.ts';
import { MemorySink } from './run-sink.ts';
import { modelOf, SUMS } from './testing/models.ts';
import { verifyRun } from './verify.ts';
import { compiled, FOLLOW_LINE } from './testing/programs.ts';

function loaded(...models: readonly AiModel[]): LoadedModels {
  const result = loadModels(models);
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}

/** @param news told at these robot times */
function runOf(text: string, models: LoadedModels = NO_MODELS, news: Readonly<Record<number, OutsideNews>> = {}) {
  const { program, source } = compiled(text);
  const world = new World({ profile: NOISY_KIT, track: shippedTrack('oval')!, seed: 1 });
  const sink = new MemorySink();
  const time = new SimulatedTime(() => {
    world.step();
    const now = news[world.timeMs];
    if (now !== undefined) run.tell(now);
  });
  const sent: RobotMessage[] = [];
  const onSend = (message: RobotMessage): void => void sent.push(message);
  const run = setUpRun({ program, source, robot: new SimRobot(world), time, seed: 1, limitMs: 2000, world, models, sink, onSend });
  run.driver.start();
  run.driver.advance();
  const file = openRun(sink.bytes());
  if (!file.ok) throw new Error(file.fault.code);
  return { summary: run.summary(), lines: run.summary().log.map(({ text: line }) => line), file: file.value, bytes: sink.bytes(), sent };
}

const seen: OutsideNews = { kind: 'ai', label: 'stop', labels: ['none', 'stop'], confidences: [3, 97] };

describe('ai.label and ai.confidence', () => {
  it('say nothing without a camera', () => {
    expect(runOf('log(ai.label() === "", ai.confidence("stop"));').lines).toEqual(['true 0']);
  });

  it('say what was told last, for each class', () => {
    const text = 'wait(100); log(ai.label(), ai.confidence("stop"), ai.confidence("none"), ai.confidence("go"), ai.confidence(""));';
    expect(runOf(text, NO_MODELS, { 50: { ...seen, label: 'none' }, 60: seen }).lines).toEqual(['stop 97 3 0 0']);
  });

  it('are recorded as they were read', () => {
    const { file } = runOf('wait(100); log(ai.confidence("stop"));', NO_MODELS, { 50: seen });
    const exact = file.exact();
    if (!exact.ok) throw new Error(exact.fault.code);
    const reads = exact.value.flatMap((entry) => (entry.kind === 'read' ? [[entry.input, entry.index, entry.value]] : []));
    expect(reads).toEqual([
      ['aiClass', 0, 'none'],
      ['aiClass', 1, 'stop'],
      ['aiConfidence', 1, 97],
    ]);
  });
});

describe('ai.run', () => {
  const models = loaded(modelOf(SUMS, 'sums'));

  it('gives the net’s outputs after 20 ms', () => {
    expect(runOf('log(ai.run("sums", [3, 4]), time());', models).lines).toEqual(['[11, -1] 20']);
  });

  it('answers each of several fibers its own question', () => {
    const text = 'parallel(() => { log(ai.run("sums", [1, 0])); }, () => { log(ai.run("sums", [0, 1])); });';
    expect(runOf(text, models).lines).toEqual(['[1, 1]', '[2, -1]']);
  });

  it('gives the same digest again', () => {
    const text = 'forever(() => { const a = ai.run("sums", [line.position(), 10]); car.drive(a[0], a[1]); });';
    expect(runOf(text, models).summary.digest).toBe(runOf(text, models).summary.digest);
  });

  it('ends with the place and the name where the project has no such model', () => {
    const { error } = runOf('log(1);\nai.run("sum", [3, 4]);', models).summary;
    expect(error).toMatchObject({ code: 'program.no-such-model', params: { name: 'sum' }, line: 2, column: 1 });
  });

  it('ends with both counts where the model takes another number of inputs', () => {
    const { error } = runOf('ai.run("sums", [3, 4, 5]);', models).summary;
    expect(error).toMatchObject({ code: 'program.model-inputs', params: { name: 'sums', expected: 2, given: 3 } });
    const long = runOf('const all: number[] = []; for (let i = 0; i < 5000; i++) all.push(i); ai.run("sums", all);', models).summary;
    expect(long.error).toMatchObject({ params: { given: 5000 } });
  });

  it('of a camera’s model is no such model', () => {
    const image = loaded(modelOf({ ...SUMS, kind: 'image', inputNames: [] }, 'signs'));
    expect(runOf('ai.run("signs", [1, 2]);', image).summary.error).toMatchObject({ code: 'program.no-such-model' });
  });

  it('makes the recording carry the models', () => {
    expect(runOf('ai.run("sums", [1, 2]);', models).file.header.models).toEqual(models.models);
    expect(runOf('log(1);', models).file.header.models).toBeUndefined();
  });
});

describe('remote.left and remote.right', () => {
  it('follow the driver', () => {
    const text = 'log(remote.left(), remote.right()); wait(30); log(remote.left(), remote.right());';
    expect(runOf(text, NO_MODELS, { 20: { kind: 'remote', leftPercent: 40, rightPercent: -60 } }).lines).toEqual(['0 0', '40 -60']);
  });
});

describe('a run with AI', () => {
  const text = `forever(() => {
    const sums = ai.run("sums", [line.position(), remote.left()]);
    if (ai.label() === 'stop' && ai.confidence('stop') > 90) car.stop(); else car.drive(sums[0], 40 + sums[1]);
  });`;
  const news: Readonly<Record<number, OutsideNews>> = {
    100: { kind: 'remote', leftPercent: 21, rightPercent: 0 },
    700: { ...seen, label: 'none' },
    1200: seen,
  };

  it('shows with each frame what the program last read', () => {
    const { file } = runOf('wait(500); log(ai.label()); wait(1000); log(ai.label()); wait(200);', NO_MODELS, news);
    const labels = file.telemetry.map(({ aiLabel }) => aiLabel);
    expect([...new Set(labels)]).toEqual([undefined, '', 'stop']);
  });

  it('verifies: what came from outside is taken from the recording, the models’ answers are computed again', () => {
    const { bytes } = runOf(text, loaded(modelOf(SUMS, 'sums')), news);
    expect(verifyRun(bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', hasExternalInputs: true });
  });

  it('is told apart from one whose model’s answers were changed', () => {
    const honest = runOf(text, loaded(modelOf(SUMS, 'sums')), news).bytes;
    const other = { ...SUMS, layers: [{ ...SUMS.layers[0]!, bias: Float32Array.of(5, 0) }] };
    const swapped = withOtherModel(honest, modelOf(SUMS, 'sums').onnx, modelOf(other, 'sums').onnx);
    expect(verifyRun(swapped, { trustedSealKeys: [] }).result).not.toBe('same');
  });
});

/** The recording with another model of the same length in its header. */
function withOtherModel(bytes: Uint8Array, model: string, other: string): Uint8Array {
  const swapped = Buffer.from(bytes);
  const at = swapped.indexOf(model);
  expect(at).toBeGreaterThan(0);
  expect(other).toHaveLength(model.length);
  swapped.write(other, at);
  return swapped;
}

describe('send, received and on("message")', () => {
  const said = (name: string, value: PortValue): OutsideNews => ({ kind: 'message', name, value });
  const inbox = { 20: said('go', 3), 40: said('go', 'text'), 60: said('other', true), 80: said('go', Infinity), 81: said('go', NaN) };

  it('give what came last of each name, and 0 before anything came', () => {
    const text = `log(received('go'), received('never')); for (const ms of [25, 20, 20, 20]) { wait(ms); log(received('go')); } log(received('other'));`;
    expect(runOf(text, NO_MODELS, inbox).lines).toEqual(['0 0', '3', 'text', 'text', 'NaN', 'true']);
  });

  it('know what came before the program first asked', () => {
    expect(runOf(`wait(50); log(received('go'));`, NO_MODELS, inbox).lines).toEqual(['text']);
  });

  it('start a handler for each', () => {
    const text = `on('message', 'go', () => log(time(), received('go'))); wait(200); stop();`;
    expect(runOf(text, NO_MODELS, inbox).lines).toEqual(['20 3', '40 text', '80 Infinity', '81 NaN']);
  });

  it('tell the others, cut to what a message may hold; what is no plain value goes as text', () => {
    const text = `send('speed', 4.5); send('ok', false); send('n'.repeat(90), 't'.repeat(900)); const odd: any = [1, 2]; send('odd', odd);`;
    expect(runOf(text).sent).toEqual([
      { name: 'speed', value: 4.5 },
      { name: 'ok', value: false },
      { name: 'n'.repeat(40), value: 't'.repeat(200) },
      { name: 'odd', value: '1,2' },
    ]);
  });

  it('are recorded as they were read, and verified with what came', () => {
    const { bytes, file } = runOf(
      `on('message', 'go', () => { log(received('go')); send('back', received('go')); }); wait(200); stop();`,
      NO_MODELS,
      inbox,
    );
    const exact = file.exact();
    if (!exact.ok) throw new Error(exact.fault.code);
    const reads = exact.value.flatMap((entry) => (entry.kind === 'read' && entry.input === 'message' ? [entry.value] : []));
    expect(new Set(reads)).toEqual(new Set([3, 'text', Infinity, NaN]));
    expect(verifyRun(bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', hasExternalInputs: true });
  });

  it('hear 64 names, and hold no more of what nobody listens to than it may', () => {
    const text = `for (let i = 0; i < 70; i++) received('n' + i); wait(100); log(received('n0'), received('n63'), received('n64'));`;
    const flood = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [i + 20, said(`n${i}`, i + 1)]));
    expect(runOf(text, NO_MODELS, flood).lines).toEqual(['1 64 0']);
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [i + 20, said(`x${i}`, i)]));
    expect(runOf(`wait(1600); log(received('x0'), received('x1499'));`, NO_MODELS, many).lines).toEqual(['0 1499']);
  });
});

describe('a program that asks for nothing from outside', () => {
  it('meets its robot without anything between', () => {
    expect(asksOutside(compiled(FOLLOW_LINE).program)).toBe(false);
    expect(asksOutside(compiled('log(ai.label());').program)).toBe(true);
    expect(asksOutside(compiled('log(ai.run("m", []));').program)).toBe(true);
    expect(asksOutside(compiled('log(remote.left());').program)).toBe(true);
  });
});

describe('a model from a stranger', () => {
  const good = modelOf(SUMS, 'sums');
  const codeOf = (model: AiModel): string => {
    const result = loadModels([model]);
    return result.ok ? 'ok' : result.fault.code;
  };

  it('is refused where its file is cut anywhere', () => {
    const bytes = writeOnnx(SUMS);
    for (let length = 0; length < bytes.length; length++) {
      expect(codeOf({ ...good, onnx: toBase64(bytes.slice(0, length)) })).toMatch(/^(net|model)\./);
    }
  });

  it('is refused where it is something else than the project says', () => {
    expect(codeOf({ ...good, kind: 'image' })).toBe('model.other-inside');
    expect(codeOf({ ...good, labels: ['sum', 'product'] })).toBe('model.other-inside');
  });
});
