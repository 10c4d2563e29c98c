/** The programs that drive beside the open one, found and compiled. Layer: web/state. It comes when somebody lets several cars drive. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import type { CarRequest } from '../../core/protocol/robot-session.ts';
import { shippedProfile, type KitChoice } from '../../firmware-profiles/index.ts';
import type { OtherCar } from './kept-views.ts';
import type { KitsState } from './kits-state.svelte.ts';
import type { LanguageTools } from './language-tools.svelte.ts';
import type { Program } from './run-state.svelte.ts';
import type { SavingState } from './saving-state.svelte.ts';

interface Ports {
  /** The open one. */
  readonly program: Program;
  readonly kits: Pick<KitsState, 'find'>;
  readonly saving: Pick<SavingState, 'load'>;
  readonly tools: Pick<LanguageTools, 'service'>;
  /** Of the open program's car; each car has the next. */
  readonly seed: number;
}

type Material = Pick<Program, 'source' | 'models' | 'project'>;

const MODULE = /^\s*(?:import|export)\b/m;

/** Begun with this file: of the others only what it may import, since whatever else there is runs too. */
function startingWith(source: ProgramSource, path: string): ProgramSource | undefined {
  const entry = source.find((file) => file.path === path);
  return entry && [entry, ...source.filter((file) => file !== entry && MODULE.test(file.text))];
}

async function materialOf({ program }: OtherCar, { program: open, saving }: Ports): Promise<Material | undefined> {
  if (program.kind === 'open') return open;
  if (program.kind === 'file') {
    const source = startingWith(open.source, program.path);
    return source && { ...open, source };
  }
  const { id, name, files, models } = (await saving.load(program.id)) ?? {};
  if (id === undefined || name === undefined || files === undefined) return undefined;
  return { source: files.map(({ path, text }) => ({ path, text })), project: { id, name }, models };
}

function kitOf(reference: string | undefined, { program, kits }: Ports): KitChoice | undefined {
  if (reference === undefined) return program.kit;
  const kit = kits.find(reference);
  if (kit === undefined) return undefined;
  return shippedProfile(kit.id) === kit ? { profileId: kit.id } : { profileId: kit.id, profile: kit };
}

async function requestOf(car: OtherCar, number: number, ports: Ports): Promise<Result<CarRequest>> {
  const material = await materialOf(car, ports);
  if (material === undefined) return fail('race.no-program', { car: number });
  const kit = kitOf(car.kit, ports);
  if (kit === undefined) return fail('race.no-kit', { car: number });
  const { source, models, project } = material;
  const { bytecode } = await (await ports.tools.service()).compile(source, kit);
  if (bytecode === undefined) return fail('race.has-errors', { car: number });
  return ok({
    ...{ source, bytecode, ...kit, seed: ports.seed + number - 1 },
    ...(models === undefined ? {} : { models }),
    ...(project === undefined ? {} : { project }),
  });
}

/** Of cars 2, 3 … Errors: `race.no-program`, `race.no-kit`, `race.has-errors` {car}; `page.compiler-missing`. */
export async function carRequests(others: readonly OtherCar[], ports: Ports): Promise<Result<readonly CarRequest[]>> {
  const requests: CarRequest[] = [];
  for (const [index, car] of others.entries()) {
    try {
      const request = await requestOf(car, index + 2, ports);
      if (!request.ok) return request;
      requests.push(request.value);
    } catch (cause) {
      return fail('page.compiler-missing', {}, cause);
    }
  }
  return ok(requests);
}
