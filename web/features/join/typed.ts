/** What children type, as it is meant. Layer: web/features/join. */

/** Full-width letters and digits are the plain ones, small letters large; blanks at the ends go. */
export function typedCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().trim();
}

/** Full-width letters and digits are the plain ones; one blank between words. */
export function typedName(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}
