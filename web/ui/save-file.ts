/** A file for the browser to save. Layer: web/ui. */

/** What no file system takes in a name. */
const UNFIT = /[\\/:*?"<>|]/g;
/** The browser has read it by then. */
const KEPT_MS = 60_000;

export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(UNFIT, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
