/** Comments between their spelling in text and the words shown on a block. Layer: language/blocks. */

/** What a person reads: without slashes and stars. */
export function commentShown(raw: string): string {
  if (raw.startsWith('/*')) {
    const lines = raw
      .replace(/^\/\*+/, '')
      .replace(/\*+\/$/, '')
      .split('\n');
    return lines
      .map((line, index) => (index === 0 ? line.trim() : line.replace(/^\s*\*? ?/, '').trimEnd()))
      .join('\n')
      .trim();
  }
  return raw
    .split('\n')
    .map((line) => line.replace(/^\s*(\/\/|#!) ?/, '').trimEnd())
    .join('\n');
}

/** `// words`, each line on its own. */
export function lineComment(shown: string): string {
  return shown
    .split('\n')
    .map((line) => `// ${line}`.trimEnd())
    .join('\n');
}

/** One line becomes `// words`; more become a block comment that can stand after code. */
export function trailingComment(shown: string): string {
  return shown.includes('\n') ? inlineComment(shown) : lineComment(shown);
}

/** A block comment, which can stand inside a line. */
export function inlineComment(shown: string): string {
  return `/* ${shown.replaceAll('*/', '* /')} */`;
}
