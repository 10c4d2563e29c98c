/** The tokens' values for what CSS cannot reach: canvases. Layer: web/ui. */

/** Reads custom properties as they stand now; read them again when the theme changes. */
export function readTokens<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Record<Name, string>;
}

/** Pixels of one rem, which board mode changes. */
export function pixelsPerRem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}
