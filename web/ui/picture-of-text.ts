/** A text as a picture, for names with characters that the printed sheets have no outlines of. Layer: web/ui. */

const HEIGHT_PX = 140;
const WIDTH_PX_MAX = 4000;

/** A PNG, as high as one line; undefined: the browser draws none. */
export async function pictureOfText(text: string): Promise<Uint8Array | undefined> {
  const font = `${HEIGHT_PX / 1.4}px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;
  const canvas = document.createElement('canvas');
  const measure = canvas.getContext('2d');
  if (measure === null) return undefined;
  measure.font = font;
  canvas.width = Math.min(WIDTH_PX_MAX, Math.max(1, Math.ceil(measure.measureText(text).width)));
  canvas.height = HEIGHT_PX;
  const context = canvas.getContext('2d')!;
  context.font = font;
  context.textBaseline = 'middle';
  context.fillText(text, 0, HEIGHT_PX / 2);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob === null ? undefined : new Uint8Array(await blob.arrayBuffer());
}
