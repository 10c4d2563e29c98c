/**
 * Proves a pack's checks: with the real compiler and simulator, each reference solution passes its step, and each wrong solution beside it
 * is refused for the reason it should be. Layer: bridge/packs. For `guiji pack build` and the tests of the packs that ship.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import type { VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler, type Compiler } from '../../core/language/compile.ts';
import { programFacts } from '../../core/language/program-facts.ts';
import { evaluate, needsOf } from '../../core/pack/checks/evaluate.ts';
import type { RunFacts } from '../../core/pack/checks/facts.ts';
import type { PackContents } from '../../core/pack/pack-contents.ts';
import type { PackLesson } from '../../core/pack/pack-schema.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { aiModelSchema, type AiModel } from '../../core/robot/ai-model.ts';
import { RunFactsCollector } from '../../core/run/run-facts.ts';
import { loadModels, type LoadedModels } from '../../core/run/loaded-models.ts';
import { loadProgram, simulate, type TimedNews } from '../../core/run/simulate.ts';
import { parseRobotProfile, type RobotProfile } from '../../core/robot/profile.ts';
import { parseTrack, type Track } from '../../core/sim/track.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { proofSchema, type Proof, type ProofAttempt } from './proof-schema.ts';

export interface ProofFailure {
  readonly lesson: string;
  readonly step: string;
  /** '' where it lies with answers, or with the lesson as a whole. */
  readonly program: string;
  readonly seed?: number;
  /** `passed`, a code, or what the proof lacks. */
  readonly expected: string;
  readonly found: string;
}

export interface ProofReport {
  /** Attempts that came out as they should, each seed for itself. */
  readonly proved: number;
  readonly failures: readonly ProofFailure[];
  /** Lessons with checks that have no `proof/proof.json`. */
  readonly unproved: readonly string[];
}

type Contents = Pick<PackContents, 'manifest' | 'files'>;

/** At least so many wrong solutions stand beside each lesson. */
const WRONG_MIN = 2;
const NONE = '-';

/** undefined where there is none; else the proof, or what is wrong with it. */
async function readProof(folder: string): Promise<Proof | string | undefined> {
  const file = join(folder, 'proof.json');
  if (!existsSync(file)) return undefined;
  try {
    const parsed = proofSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success
      ? parsed.data
      : `proof.json: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`;
  } catch (cause) {
    return `proof.json: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

/** As a camera's model of one class and "none" would say it. */
function newsOf({ atS, label, confidence }: ProofAttempt['sees'][number]): TimedNews {
  const isSure = label !== '';
  const confidences = isSure ? [100 - confidence, confidence] : [confidence];
  return { atMs: atS * 1000, news: { kind: 'ai', label, labels: isSure ? [NONE, label] : [NONE], confidences } };
}

class LessonProof {
  readonly failures: ProofFailure[] = [];
  proved = 0;
  readonly #lesson: PackLesson;
  readonly #contents: Contents;
  readonly #folder: string;
  readonly #compiler: Compiler;

  constructor(options: { readonly lesson: PackLesson; readonly contents: Contents; readonly folder: string; readonly compiler: Compiler }) {
    this.#lesson = options.lesson;
    this.#contents = options.contents;
    this.#folder = options.folder;
    this.#compiler = options.compiler;
  }

  async prove(proof: Proof | string): Promise<void> {
    if (typeof proof === 'string') return this.#fail('', {}, 'proof', proof);
    for (const { id, check } of this.#lesson.steps) {
      if (check !== undefined && !proof.solutions.some(({ step }) => step === id)) this.#fail(id, {}, 'solution', 'none');
    }
    if (proof.wrong.length < WRONG_MIN) this.#fail('', {}, `${WRONG_MIN} wrong`, String(proof.wrong.length));
    for (const solution of proof.solutions) await this.#try(solution, 'passed', proof.seeds);
    for (const wrong of proof.wrong) await this.#try(wrong, wrong.code, proof.seeds);
  }

  #fail(step: string, at: { readonly program?: string | undefined; readonly seed?: number }, expected: string, found: string): void {
    const { program = '', seed } = at;
    this.failures.push({ lesson: this.#lesson.id, step, program, ...(seed === undefined ? {} : { seed }), expected, found });
  }

  async #try(attempt: ProofAttempt, expected: string, seeds: readonly number[]): Promise<void> {
    const { step: stepId, program } = attempt;
    const step = this.#lesson.steps.find(({ id }) => id === stepId);
    if (step?.check === undefined) return this.#fail(stepId, { program }, expected, 'no such step with a check');
    if (program === undefined) return this.#judge(attempt, expected, {});
    const text = await this.#readProgram(program);
    if (text === undefined) return this.#fail(stepId, { program }, expected, 'no such file');
    const runs = needsOf(step.check).run ? (attempt.seeds ?? seeds) : [undefined];
    const compiled = this.#compile(text);
    if (typeof compiled === 'string') return this.#fail(stepId, { program }, expected, compiled);
    const models = await this.#models(attempt);
    if (typeof models === 'string') return this.#fail(stepId, { program }, expected, models);
    for (const seed of runs) {
      const run =
        seed === undefined
          ? undefined
          : this.#run({ text, program: compiled, models, seed, attempt, trackId: step.track ?? this.#lesson.track });
      if (typeof run === 'string') this.#fail(stepId, { program }, expected, run);
      else this.#judge(attempt, expected, { text, run, seed });
    }
  }

  #judge(
    attempt: ProofAttempt,
    expected: string,
    made: { readonly text?: string; readonly run?: RunFacts | undefined; readonly seed?: number | undefined },
  ): void {
    const { check } = this.#lesson.steps.find(({ id }) => id === attempt.step)!;
    const { text, run, seed } = made;
    const outcome = evaluate(check!, {
      answers: attempt.answers,
      ...(text === undefined ? {} : { program: programFacts([{ path: 'main.ts', text }]) }),
      ...(run === undefined ? {} : { run }),
    });
    const found = outcome.passed ? 'passed' : outcome.code;
    if (found === expected) this.proved += 1;
    else
      this.#fail(
        attempt.step,
        { program: attempt.program, ...(seed === undefined ? {} : { seed }) },
        expected,
        outcome.passed ? found : `${found} ${JSON.stringify(outcome.params)}`,
      );
  }

  async #readProgram(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.#folder, name), 'utf8');
    } catch {
      return undefined;
    }
  }

  #compile(text: string): VerifiedProgram | string {
    const profile = this.#profile();
    if (typeof profile === 'string') return profile;
    const { program, diagnostics } = this.#compiler.compile([{ path: 'main.ts', text }], profile);
    if (program === undefined) return diagnostics[0]?.code ?? 'not compiled';
    const loaded = loadProgram(encodeProgram(program));
    return loaded.ok ? loaded.value : loaded.fault.code;
  }

  async #models({ models }: ProofAttempt): Promise<LoadedModels | string> {
    const read: AiModel[] = [];
    for (const name of models) {
      try {
        read.push(aiModelSchema.parse(JSON.parse(await readFile(join(this.#folder, name), 'utf8'))));
      } catch {
        return `model ${name}`;
      }
    }
    const loaded = loadModels(read);
    return loaded.ok ? loaded.value : loaded.fault.code;
  }

  #profile(): RobotProfile | string {
    const id = this.#lesson.profile;
    const document = this.#document('profiles', id);
    if (document === undefined) return shippedProfile(id) ?? `profile ${id}`;
    const parsed = parseRobotProfile(document);
    return parsed.ok ? parsed.value : parsed.fault.code;
  }

  #track(id: string): Track | string {
    const document = this.#document('tracks', id);
    if (document === undefined) return shippedTrack(id) ?? `track ${id}`;
    const parsed = parseTrack(document);
    return parsed.ok ? parsed.value : parsed.fault.code;
  }

  /** Of the pack itself, by `<packId>/<id>`. */
  #document(list: 'profiles' | 'tracks', reference: string): unknown {
    const { manifest, files } = this.#contents;
    const file = manifest[list].find(({ id }) => `${manifest.id}/${id}` === reference)?.file;
    return file === undefined ? undefined : JSON.parse(new TextDecoder().decode(files.get(file)));
  }

  #run(how: {
    readonly text: string;
    readonly program: VerifiedProgram;
    readonly models: LoadedModels;
    readonly seed: number;
    readonly attempt: ProofAttempt;
    readonly trackId: string;
  }): RunFacts | string {
    const track = this.#track(how.trackId);
    if (typeof track === 'string') return track;
    const profile = this.#profile();
    if (typeof profile === 'string') return profile;
    const facts = new RunFactsCollector(how.trackId);
    const { summary } = simulate({
      program: how.program,
      source: [{ path: 'main.ts', text: how.text }],
      profile,
      track,
      seed: how.seed,
      limitMs: how.attempt.limitS * 1000,
      form: compiledForm,
      models: how.models,
      news: how.attempt.sees.map(newsOf),
      onFrame: (frame) => facts.frame(frame),
      onRefereeEvent: (event) => facts.event(event),
    });
    return facts.facts(summary);
  }
}

/** @param folder of the pack's source, in which the proofs lie @param contents that `checkContents` has passed */
export async function provePack(folder: string, contents: Contents): Promise<ProofReport> {
  const compiler = createCompiler();
  const failures: ProofFailure[] = [];
  const unproved: string[] = [];
  let proved = 0;
  for (const lesson of contents.manifest.lessons) {
    if (lesson.steps.every(({ check }) => check === undefined)) continue;
    const proofFolder = join(folder, 'lessons', lesson.id, 'proof');
    const written = await readProof(proofFolder);
    if (written === undefined) {
      unproved.push(lesson.id);
      continue;
    }
    const proof = new LessonProof({ lesson, contents, compiler, folder: proofFolder });
    await proof.prove(written);
    proved += proof.proved;
    failures.push(...proof.failures);
  }
  return { proved, failures, unproved };
}
