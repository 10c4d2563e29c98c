/** What a station tells its teacher of itself. Layer: web/state. */
import type { Diagnostic } from '../../core/language/source.ts';
import type { StationReport } from '../../core/protocol/class-views.ts';
import type { ProblemAtPlace } from '../../core/run/run-types.ts';

/** Where a student stands in a lesson; the lesson's own page says it. */
export type LessonStand = Pick<StationReport, 'lesson' | 'step' | 'lastCheck'>;

export interface StationFacts {
  readonly robot: string;
  readonly running: boolean;
  readonly handUp: boolean;
  readonly project: { readonly id: string; readonly name: string } | undefined;
  readonly stand: LessonStand;
  /** What ended the last run, or kept it from starting. */
  readonly problem: ProblemAtPlace | undefined;
  /** The project's files. */
  readonly paths: readonly string[];
  /** Errors of the text as it stands. */
  readonly errors: readonly Diagnostic[];
}

const TEXT_CHARS_MAX = 80;
const PARAM_CHARS_MAX = 200;
/** The page's own word for "look at the errors in the text". */
const HAS_ERRORS = 'page.program-has-errors';

export function stationReportOf(facts: StationFacts): StationReport {
  const { robot, running, handUp, project, stand } = facts;
  const lastError = lastErrorOf(facts);
  return {
    robot: robot.slice(0, TEXT_CHARS_MAX),
    running,
    handUp,
    ...(project === undefined ? {} : { projectId: project.id, projectName: project.name.slice(0, TEXT_CHARS_MAX) }),
    ...stand,
    ...(lastError === undefined ? {} : { lastError }),
  };
}

function lastErrorOf({ problem, errors, paths }: StationFacts): StationReport['lastError'] {
  if (problem === undefined) return undefined;
  const atPlace = problem.code === HAS_ERRORS ? sayable(errors) : undefined;
  const { code, params, line, file = 0 } = atPlace ?? problem;
  const path = file === 0 ? undefined : paths[file];
  return { code, params: shortened(params), ...(path === undefined ? {} : { file: path }), ...(line === undefined ? {} : { line }) };
}

/** TypeScript's own codes have no sentence of ours; the page that gets the report has no other text for them. */
function sayable(errors: readonly Diagnostic[]): Diagnostic | undefined {
  return errors.find(({ code }) => !code.startsWith('ts.'));
}

function shortened(params: ProblemAtPlace['params']): ProblemAtPlace['params'] {
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.slice(0, PARAM_CHARS_MAX) : value,
  ]);
  return Object.fromEntries(entries) as ProblemAtPlace['params'];
}
