/** Hands a text to the browser's downloads. Layer: web/ui. */

const FORBIDDEN_IN_NAMES = /[\\/:*?"<>|]/g;
/** Long enough for a browser that asks where to. */
const KEPT_FOR_MS = 10_000;

export function offerText(text: string, fileName: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName.replace(FORBIDDEN_IN_NAMES, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_MS);
}
