/** Picture files that a person drops or chooses. Layer: web/features/ai. */

const FILE_BYTES_MAX = 30_000_000;
/** What is asked for at once; a class takes 200. */
const FILES_MAX = 200;

export interface ReadPictures {
  /** Files that are no pictures, too large, or beyond the limit. */
  readonly refused: number;
}

/** Reads one after another. `take` owns the picture, and answers false where no more are wanted. */
export async function readPictures(files: readonly File[], take: (picture: ImageBitmap) => Promise<boolean>): Promise<ReadPictures> {
  const chosen = files.slice(0, FILES_MAX);
  let refused = files.length - chosen.length;
  for (const file of chosen) {
    const picture = file.size > FILE_BYTES_MAX ? undefined : await createImageBitmap(file).catch(() => undefined);
    if (picture === undefined) refused += 1;
    else if (!(await take(picture))) break;
  }
  return { refused };
}
