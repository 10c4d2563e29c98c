/** Parts that a block may have or not: a socket, a field, a branch. Layer: language/blocks. ShapeState says which are there. */
import type { BlockJson } from './blocks-document.ts';
import { shapeOf, type ShapeState } from './block-shape.ts';

interface PartChoices {
  /** From fewer to more: the steps of − and +. */
  readonly steps: readonly (readonly string[])[];
  readonly usual: readonly string[];
}

const CHOICES: ReadonlyMap<string, PartChoices> = new Map(
  Object.entries({
    try: {
      steps: [
        ['CATCH', 'NAME'],
        ['CATCH', 'NAME', 'FINALLY'],
      ],
      usual: ['CATCH', 'NAME'],
    },
    class_declare: { steps: [[], ['HERITAGE']], usual: [] },
    class_field: { steps: [[], ['VALUE']], usual: ['VALUE'] },
    enum_member: { steps: [[], ['VALUE']], usual: [] },
    for_general: { steps: [], usual: ['IF', 'STEP'] },
  }),
);

const isSame = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

export function partsOf(type: string, state: ShapeState | undefined): readonly string[] {
  const usual = CHOICES.get(type)?.usual ?? [];
  return Array.isArray(state?.parts) ? state.parts : usual;
}

export function hasPart(block: BlockJson, part: string): boolean {
  return partsOf(block.type, shapeOf(block)).includes(part);
}

/** The state for these parts, in their usual order; empty where they are the usual ones. */
export function partsState(type: string, parts: readonly string[]): Pick<ShapeState, 'parts'> {
  return isSame(parts, CHOICES.get(type)?.usual ?? []) ? {} : { parts };
}

/** What + or − makes of the state; undefined where there is no further step. */
export function changedParts(type: string, state: ShapeState, change: number): ShapeState | undefined {
  const steps = CHOICES.get(type)?.steps ?? [];
  const at = steps.findIndex((parts) => isSame(parts, partsOf(type, state)));
  const next = at < 0 ? undefined : steps[at + change];
  if (!next) return undefined;
  const { parts: _, ...rest } = state;
  return { ...rest, ...partsState(type, next) };
}
