/** Models as files, out and in. Layer: web/features/ai. */
import { NET_FILE_BYTES_MAX } from '../../../core/learn/onnx/read-net.ts';

const KEPT_FOR_MS = 10_000;

/** Hands the file to the browser's downloads. */
export function offerModelFile(onnx: Uint8Array, name: string): void {
  const url = URL.createObjectURL(new Blob([onnx as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[\\/:*?"<>|]/g, '_')}.onnx`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_MS);
}

/** A larger file is refused by its size; its bytes are not asked for. */
export async function readModelFile(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, NET_FILE_BYTES_MAX + 1).arrayBuffer());
}
