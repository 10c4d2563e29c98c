/**
 * Old project documents to the present version, one step a version. Layer: project. Free of schemas, so that a page can load what it kept itself.
 * A step takes the JSON of version n and gives that of version n + 1; it is never changed after a release.
 */
export const PROJECT_VERSION = 2;
export const PROJECT_FILES_MAX = 50;

type Json = Readonly<Record<string, unknown>>;

/** Key n: from version n to n + 1. Version 1 is the first. */
const STEPS: Readonly<Record<number, (project: Json) => Json>> = {
  // The entry's layout stood beside the files; since then each file has its own.
  1: ({ layout, files, ...rest }) => {
    const [entry, ...others] = Array.isArray(files) ? (files as readonly Json[]) : [];
    if (layout === undefined || entry === undefined) return { ...rest, files };
    return { ...rest, files: [{ ...entry, layout }, ...others] };
  },
};

/** The same document in the present version; one of a newer version stays as it is. @param project.version a positive whole number */
export function inPresentVersion(project: Json & { readonly version: number }): Json {
  let now: Json = project;
  for (let { version } = project; version < PROJECT_VERSION; version++) now = { ...STEPS[version]!(now), version: version + 1 };
  return now;
}
