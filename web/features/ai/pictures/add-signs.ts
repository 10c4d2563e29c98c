/** Fills a set with pictures of signs, so that a lesson runs in a room without cameras. Layer: web/features/ai. */
import { ok, type Result } from '../../../../core/base/result.ts';
import type { DatasetFaultCode, ImageClass } from '../../../../core/learn/image-dataset.ts';
import type { MessageKey } from '../../../messages/language-state.svelte.ts';
import type { AiWorkbench } from '../../../state/ai/ai-workbench.svelte.ts';
import { drawSign, SIGNS, type Shown } from '../sign-pictures.ts';

const PICTURES_EACH = 20;
/** Pictures of one class have seeds of their own, so that no two classes share what stands behind. */
const SEEDS_A_CLASS = 1000;

/** "None of these" is the first class, whatever its name; the others are made where they are missing. Errors: see `PicturesState.addClass`. */
export async function addSigns(
  workbench: AiWorkbench,
  t: (key: MessageKey) => string,
  onProgress: (done: number, all: number) => void,
): Promise<Result<true, DatasetFaultCode>> {
  const { pictures } = workbench;
  const wanted: { readonly shown: Shown; readonly into: ImageClass }[] = [{ shown: 'none', into: pictures.classes[0]! }];
  for (const sign of SIGNS) {
    const into = classFor(
      workbench,
      t(`ai.sign-${sign}`),
      wanted.map((each) => each.into.id),
    );
    if (!into.ok) return into;
    wanted.push({ shown: sign, into: into.value });
  }
  const all = wanted.length * PICTURES_EACH;
  let done = 0;
  for (const [at, { shown, into }] of wanted.entries()) {
    const from = at * SEEDS_A_CLASS + into.samples.length;
    for (let i = 0; i < PICTURES_EACH; i++) {
      onProgress(++done, all);
      if (!(await workbench.addPicture(into.id, await drawSign(shown, from + i)))) break;
    }
  }
  return ok(true);
}

/** The class of that name; else an empty one, renamed; else a new one. */
function classFor({ pictures }: AiWorkbench, name: string, takenIds: readonly string[]): Result<ImageClass, DatasetFaultCode> {
  const known = pictures.classes.find((each) => each.name === name);
  if (known) return ok(known);
  const empty = pictures.classes.slice(1).find(({ id, samples }) => samples.length === 0 && !takenIds.includes(id));
  if (!empty) return pictures.addClass(name);
  const renamed = pictures.renameClass(empty.id, name);
  return renamed.ok ? ok(empty) : renamed;
}
