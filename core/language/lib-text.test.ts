import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ARRAY_METHODS, BOOLEAN_METHODS, BUILTIN_FUNCTIONS, NUMBER_METHODS, STRING_METHODS } from '../bytecode/builtins.ts';
import { API_NAMES, apiEntry } from '../robot/api-table.ts';
import { AMBIENT_CONSTANTS } from './codegen/ambient.ts';
import { apiDeclarations } from './declarations.ts';
import { LIB_TEXT } from './lib-text.ts';
import { PRELUDE_ARRAY_METHODS, PRELUDE_FUNCTIONS, PRELUDE_STRING_METHODS } from './prelude/prelude.ts';
import { check } from './testing/run-program.ts';

const tree = ts.createSourceFile('/lib.d.ts', LIB_TEXT, ts.ScriptTarget.ES2022, true);

/** Names of the interface's members, without `[Symbol.iterator]`, index signatures and calls. */
function membersOf(name: string): readonly string[] {
  const members = tree.statements
    .filter(ts.isInterfaceDeclaration)
    .filter((node) => node.name.text === name)
    .flatMap((node) => [...node.members]);
  return [...new Set(members.flatMap((member) => (member.name && ts.isIdentifier(member.name) ? [member.name.text] : [])))].sort();
}

const sorted = (...names: readonly string[]): readonly string[] => [...new Set(names)].sort();
const builtinsOf = (group: string): readonly string[] =>
  [...Object.keys(BUILTIN_FUNCTIONS), ...PRELUDE_FUNCTIONS]
    .filter((name) => name.startsWith(`${group}.`))
    .map((name) => name.slice(group.length + 1));
const constantsOf = (group: string): readonly string[] =>
  AMBIENT_CONSTANTS.filter((name) => name.startsWith(`${group}.`)).map((name) => name.slice(group.length + 1));

describe('the declarations of the language', () => {
  it('are those of the VM’s methods and the prelude', () => {
    expect(membersOf('Array')).toEqual(sorted(...Object.keys(ARRAY_METHODS), ...PRELUDE_ARRAY_METHODS, 'length'));
    expect(membersOf('String')).toEqual(sorted(...Object.keys(STRING_METHODS), ...PRELUDE_STRING_METHODS, 'length'));
    expect(membersOf('Number')).toEqual(sorted(...Object.keys(NUMBER_METHODS)));
    expect(membersOf('Boolean')).toEqual(sorted(...Object.keys(BOOLEAN_METHODS)));
  });

  it('are those of the VM’s functions and the constants', () => {
    expect(membersOf('Math')).toEqual(sorted(...builtinsOf('Math'), ...constantsOf('Math')));
    expect(membersOf('NumberConstructor')).toEqual(sorted(...builtinsOf('Number'), ...constantsOf('Number')));
    expect(membersOf('StringConstructor')).toEqual(sorted(...builtinsOf('String')));
    expect(membersOf('ArrayConstructor')).toEqual(sorted(...builtinsOf('Array')));
    const alone = Object.keys(BUILTIN_FUNCTIONS).filter((name) => !name.includes('.'));
    for (const name of alone) expect(LIB_TEXT).toMatch(new RegExp(`declare (function|var) ${name}\\b`));
  });
});

describe('the declarations of the robot', () => {
  it('leave out what only the prelude may call', () => {
    expect(apiDeclarations()).not.toContain('robot');
    expect(check('log(robot.wheelBaseMm);').map(({ code }) => code)).toEqual(['ts.2304']);
  });

  it('say units and ranges', () => {
    expect(apiDeclarations()).toContain('@param left −100 … 100 %');
  });

  it.each(API_NAMES.filter((name) => !apiEntry(name).internal))('%s can be used as the table says', (name) => {
    const { params, property } = apiEntry(name);
    const values = {
      number: '1',
      numbers: '[1]',
      boolean: 'true',
      string: "'a'",
      value: '1',
      color: "'#ff0000'",
      side: "'left'",
      event: "'line.lost'",
      body: '() => {}',
      any: '[1]',
    };
    const call = property ? `log(${name});` : `${name}(${params.map(({ type }) => values[type]).join(', ')});`;
    expect(check(call).filter(({ code }) => code !== 'robot.part-missing')).toEqual([]);
  });
});
