import { describe, expect, it } from 'vitest';
import { FirmwareFiles } from './firmware-files.ts';

const piece = (fileId: string, at: number, ...bytes: number[]) => ({ fileId, at, bytes: Uint8Array.from(bytes) });

describe('firmware that a page hands over', () => {
  it('is put together from its pieces, and taken once', () => {
    const files = new FirmwareFiles();
    expect(files.add(piece('a', 0, 1, 2)).ok).toBe(true);
    expect(files.add(piece('a', 2, 3)).ok).toBe(true);
    expect(files.take('a')).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    expect(files.take('a')).toMatchObject({ ok: false, fault: { code: 'board.file-incomplete' } });
  });

  it('begins anew at 0, and has no gap', () => {
    const files = new FirmwareFiles();
    files.add(piece('a', 0, 1, 2));
    expect(files.add(piece('a', 3, 9))).toMatchObject({ ok: false, fault: { code: 'board.file-incomplete' } });
    files.add(piece('a', 0, 7));
    expect(files.take('a')).toMatchObject({ value: Uint8Array.of(7) });
  });

  it('that nobody takes goes when others come, and one too large is refused', () => {
    const files = new FirmwareFiles();
    for (const id of ['a', 'b', 'c', 'd']) files.add(piece(id, 0, 1));
    expect(files.take('a').ok).toBe(false);
    expect(files.take('d').ok).toBe(true);
    const large = { fileId: 'e', at: 0, bytes: new Uint8Array(16_000_001) };
    expect(files.add(large)).toMatchObject({ ok: false, fault: { code: 'board.file-too-large' } });
  });
});
