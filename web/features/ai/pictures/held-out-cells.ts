/** The confusion table of the page. Layer: web/features/ai. */
import type { ImageClass, ImageSample } from '../../../../core/learn/image-dataset.ts';
import type { HeldOutById } from '../../../state/ai/training-state.svelte.ts';

export interface HeldOutCell {
  readonly isClass: ImageClass;
  readonly answeredClass: ImageClass;
  readonly samples: readonly ImageSample[];
}

/**
 * A row for each class, a cell for each class that its pictures were answered to be. Pictures count where they are now: one that was put into its right
 * class since moves to the diagonal; deleted ones and those taken since are left out.
 */
export function heldOutCells(classes: readonly ImageClass[], heldOut: HeldOutById): readonly (readonly HeldOutCell[])[] {
  return classes.map((isClass) =>
    classes.map((answeredClass) => ({
      isClass,
      answeredClass,
      samples: isClass.samples.filter(({ id }) => heldOut[id]?.answeredClassId === answeredClass.id),
    })),
  );
}

export function countRight(cells: readonly (readonly HeldOutCell[])[]): { readonly right: number; readonly all: number } {
  const all = cells.flat();
  const sum = (some: readonly HeldOutCell[]) => some.reduce((count, { samples }) => count + samples.length, 0);
  return { right: sum(all.filter(({ isClass, answeredClass }) => isClass === answeredClass)), all: sum(all) };
}
