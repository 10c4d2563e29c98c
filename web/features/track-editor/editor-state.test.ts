import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Track } from '../../../core/sim/track.ts';
import { drawn } from '../../../core/tracks/edit/draw.ts';
import { newTrack } from '../../../core/tracks/edit/new-track.ts';
import { EditorState } from './editor-state.svelte.ts';

const PEN = { widthMm: 20, color: '#000000' };
const empty = newTrack('mine', { 'zh-CN': '我的', en: 'Mine' });
const withLine = drawn(empty, 'line', { from: { xMm: 300, yMm: 300 }, to: { xMm: 900, yMm: 300 } }, PEN)!.track;

describe('the track editor', () => {
  let saved: Track[] = [];
  const editorOf = (track: Track) => new EditorState(track, async (each) => void saved.push(each));
  beforeEach(() => {
    vi.useFakeTimers();
    saved = [];
  });
  afterEach(() => void vi.useRealTimers());

  it('keeps a change a moment after it, once', async () => {
    const editor = editorOf(empty);
    editor.change(withLine);
    expect(editor.isSaved).toBe(false);
    await vi.runAllTimersAsync();
    await editor.flush();
    expect(saved).toEqual([withLine]);
    expect(editor.isSaved).toBe(true);
  });

  it('keeps nothing that is no track, and says where it is wrong', async () => {
    const editor = editorOf(withLine);
    editor.change({ ...withLine, start: { ...withLine.start, xMm: -50 } });
    await vi.runAllTimersAsync();
    expect(saved).toEqual([]);
    expect(editor.hasErrors).toBe(true);
    expect(editor.problems[0]).toMatchObject({ code: 'track.start-off-floor', severity: 'error', part: { kind: 'start' } });
    editor.undo();
    await vi.runAllTimersAsync();
    expect(editor.hasErrors).toBe(false);
  });

  it('shows what is being drawn and forgets it when it is given up', () => {
    const editor = editorOf(empty);
    editor.preview(withLine);
    expect(editor.track.lines).toHaveLength(1);
    editor.preview(undefined);
    expect(editor.track.lines).toHaveLength(0);
    expect(editor.canUndo).toBe(false);
  });

  it('selects what still is there, copies and removes it', () => {
    const editor = editorOf(withLine);
    editor.select([{ kind: 'line', index: 0 }]);
    editor.copy();
    expect(editor.selection).toEqual([{ kind: 'line', index: 1 }]);
    editor.remove();
    expect(editor.track.lines).toHaveLength(1);
    editor.select([{ kind: 'line', index: 0 }]);
    editor.undo();
    editor.undo();
    expect(editor.track).toBe(withLine);
  });

  it('keeps the floor under the pointer where it is while it zooms', () => {
    const editor = editorOf(empty);
    const about = { xMm: 300, yMm: 900 };
    const before = editor.look;
    editor.zoomBy(2, about);
    const { zoom, center } = editor.look;
    expect((about.xMm - center.xMm) * zoom).toBeCloseTo((about.xMm - before.center.xMm) * before.zoom, 9);
    expect((about.yMm - center.yMm) * zoom).toBeCloseTo((about.yMm - before.center.yMm) * before.zoom, 9);
  });
});
