import { strToU8, unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGuijiFile, writeGuijiFile } from './guiji-file.ts';
import { projectOfAnyVersion } from './migrations.ts';
import { newProject } from './new-project.ts';
import type { Project } from './project.ts';

const ID = '01J8ZQ4Y7G0000000000000000';
const project: Project = newProject({ id: ID, name: '循线小车' });

function codeOf(bytes: Uint8Array): string {
  const result = readGuijiFile(bytes);
  return result.ok ? 'ok' : result.fault.code;
}

const head = (changes: object = {}) => strToU8(JSON.stringify({ ...project, files: ['main.ts'], ...changes }));

describe('a .guiji file', () => {
  it('holds a project and gives it back equal', () => {
    const whole: Project = {
      ...project,
      files: [
        { ...project.files[0]!, layout: { version: 1, stacks: [{ x: 1, y: 2 }], collapsed: [], detached: [] } },
        { path: '工具.ts', text: 'log("前进 🚗")', breakpoints: [0] },
      ],
    };
    expect(readGuijiFile(writeGuijiFile(whole))).toEqual({ ok: true, value: whole });
  });

  it('holds each model as a real file of its own', () => {
    const model = { name: '路牌', kind: 'image' as const, labels: ['无', '停'], onnx: 'AAECAwQ=' };
    const whole: Project = { ...project, models: [model] };
    const bytes = writeGuijiFile(whole);
    expect(unzipSync(bytes)['models/路牌.onnx']).toEqual(Uint8Array.of(0, 1, 2, 3, 4));
    expect(readGuijiFile(bytes)).toEqual({ ok: true, value: whole });
  });

  it('whose model is missing, or has a name that is a path, is refused', () => {
    const model = { name: 'm', kind: 'numbers', labels: ['a'] };
    const entries = { 'files/main.ts': strToU8('') };
    expect(readGuijiFile(zipSync({ 'project.json': head({ models: [model] }), ...entries }))).toMatchObject({
      fault: { code: 'project.file-damaged', params: { what: 'models/m.onnx' } },
    });
    const outside = { 'project.json': head({ models: [{ ...model, name: '../m' }] }), ...entries };
    expect(readGuijiFile(zipSync(outside))).toMatchObject({ fault: { code: 'project.invalid', params: { path: 'models.0.name' } } });
  });

  it('gives back any text equal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
        const whole = { ...project, files: [{ path: 'main.ts', text }] };
        expect(readGuijiFile(writeGuijiFile(whole))).toEqual({ ok: true, value: whole });
      }),
      { verbose: true },
    );
  });

  it('is the same bytes for the same project', () => {
    expect(writeGuijiFile(project)).toEqual(writeGuijiFile(structuredClone(project)));
  });

  it('cut short anywhere is called damaged', () => {
    const bytes = writeGuijiFile(project);
    for (let length = 0; length < bytes.length; length++) expect(codeOf(bytes.slice(0, length))).toBe('project.file-damaged');
  });

  it('with any byte changed is refused with a code or read equal, never wrong', () => {
    const bytes = writeGuijiFile(project);
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at]! ^= flip;
        const result = readGuijiFile(changed);
        if (result.ok) expect(result.value).toEqual(project);
      }),
      { numRuns: 1000, verbose: true },
    );
  });

  it('never throws on garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codeOf(bytes)).toBe('project.file-damaged');
      }),
    );
  });

  it('of a newer version says its version', () => {
    const newer = zipSync({ 'project.json': strToU8('{"format":"guiji-project","version":7,"elsewhere":[]}') });
    expect(readGuijiFile(newer)).toMatchObject({ fault: { code: 'project.newer-version', params: { version: 7 } } });
    const alike = zipSync({ 'project.json': head({ version: 7 }) });
    expect(codeOf(alike)).toBe('project.newer-version');
  });

  it('of version 1 is read: its layout is the entry’s', () => {
    const layout = { version: 1, stacks: [{ x: 1, y: 2 }], collapsed: [], detached: [] };
    const old = zipSync({ 'project.json': head({ version: 1, layout }), 'files/main.ts': strToU8('log(1);') });
    expect(readGuijiFile(old)).toEqual({
      ok: true,
      value: { ...project, files: [{ path: 'main.ts', text: 'log(1);', layout }] },
    });
    expect(projectOfAnyVersion.parse({ ...project, version: 1, layout })).toEqual({ ...project, files: [{ ...project.files[0], layout }] });
  });

  it('with two files of one name is refused', () => {
    const twice = { 'project.json': head({ files: ['main.ts', 'MAIN.ts'] }), 'files/main.ts': strToU8(''), 'files/MAIN.ts': strToU8('') };
    expect(codeOf(zipSync(twice))).toMatch(/^project\.(invalid|file-damaged)$/);
  });

  it('without a file that its head names is damaged', () => {
    expect(readGuijiFile(zipSync({ 'project.json': head() }))).toMatchObject({
      fault: { code: 'project.file-damaged', params: { what: 'main.ts' } },
    });
  });

  it('with a path that leaves the archive is refused', () => {
    for (const path of ['../main.ts', '/etc/main.ts', 'files/../../x', 'C:\\main.ts', 'files\\main.ts']) {
      expect(codeOf(zipSync({ 'project.json': head(), 'files/main.ts': strToU8(''), [path]: strToU8('x') }))).toBe('project.file-damaged');
    }
    expect(codeOf(zipSync({ 'project.json': head({ files: ['../x.ts'] }), 'files/../x.ts': strToU8('') }))).toBe('project.file-damaged');
  });

  it('that would unpack to more than its limit is refused before it is unpacked', () => {
    const bomb = zipSync({ 'project.json': head(), 'files/main.ts': new Uint8Array(5_000_000) }, { level: 9 });
    expect(bomb.length).toBeLessThan(20_000);
    expect(codeOf(bomb)).toBe('project.too-large');
  });

  it('whose entry lies about its size is damaged', () => {
    const bomb = zipSync({ 'files/main.ts': new Uint8Array(3_000_000), 'project.json': head() }, { level: 9 });
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let at = 0; at + 4 <= bomb.length; at++) if (view.getUint32(at, true) === 3_000_000) view.setUint32(at, 10, true);
    expect(codeOf(bomb)).toBe('project.file-damaged');
  });

  it('with a part of the wrong shape says which', () => {
    const wrong = zipSync({ 'project.json': head({ view: 'maze' }), 'files/main.ts': strToU8('') });
    expect(readGuijiFile(wrong)).toMatchObject({ fault: { code: 'project.invalid', params: { path: 'view' } } });
  });
});
