/** Runs a kernel in scratch-vm, turbo mode, as fast as it goes. The package stands in tests/bench/package.json, apart from the product's own. */
import { createRequire } from 'node:module';
import { scratchProject, type ScratchProgram } from './scratch-blocks.ts';

interface ScratchRuntime {
  readonly threads: readonly unknown[];
  currentStepTime: number;
  _step(): void;
  getTargetForStage(): { lookupVariableByNameAndType(name: string, type: string): { readonly value: unknown } };
}

interface ScratchVm {
  readonly runtime: ScratchRuntime;
  setTurboMode(on: boolean): void;
  loadProject(json: object): Promise<void>;
  greenFlag(): void;
}

type ScratchVmClass = new () => ScratchVm;

/** One frame at 60 Hz: how long scratch-vm works before it looks up. Nothing is drawn, so frames follow one another at once. */
const STEP_MS = 1000 / 60;

export interface ScratchPeer {
  /** Runs the program once from the green flag. @returns the checksum. */
  run(): number;
}

/** undefined where scratch-vm is not installed. */
export function scratchVmClass(): ScratchVmClass | undefined {
  try {
    const loaded: unknown = createRequire(new URL('../package.json', import.meta.url))('scratch-vm');
    return loaded as ScratchVmClass;
  } catch {
    return undefined;
  }
}

/** scratch-vm warns on stdout that a project without pictures has none; stdout belongs to the bench's own report. */
async function withoutStdout<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

export async function scratchPeer(Vm: ScratchVmClass, program: ScratchProgram): Promise<ScratchPeer> {
  const vm = await withoutStdout(async () => {
    const made = new Vm();
    made.setTurboMode(true);
    await made.loadProject(scratchProject(program));
    return made;
  });
  const { runtime } = vm;
  runtime.currentStepTime = STEP_MS;
  return {
    run() {
      vm.greenFlag();
      while (runtime.threads.length > 0) runtime._step();
      return Number(runtime.getTargetForStage().lookupVariableByNameAndType(program.result, '').value);
    },
  };
}
