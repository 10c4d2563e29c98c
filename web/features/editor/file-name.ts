/** What a person may call a file of a project. Layer: web/features/editor. */

const NAME = /^[\w\-\u4e00-\u9fff]{1,40}$/;

export type NamedFile =
  { readonly path: string; readonly wrong?: undefined } | { readonly wrong: 'bad-name' | 'taken'; readonly path: string };

/** @param typed with or without `.ts` @param others paths of the project's other files; case does not tell two apart */
export function fileNamed(typed: string, others: readonly string[]): NamedFile {
  const name = typed.trim().replace(/\.ts$/i, '');
  const path = `${name}.ts`;
  if (!NAME.test(name)) return { path, wrong: 'bad-name' };
  return others.some((other) => other.toLowerCase() === path.toLowerCase()) ? { path, wrong: 'taken' } : { path };
}
