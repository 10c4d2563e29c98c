import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { API_NAMES, apiEntry } from '../../robot/api-table.ts';
import { apiDeclarations } from '../declarations.ts';
import { LIB_TEXT } from '../lib-text.ts';
import { run, TEST_PROFILE } from '../testing/run-program.ts';
import { COMPILER_OPTIONS } from '../ts-service.ts';
import {
  functionInPrelude,
  isPreludeName,
  methodsInPrelude,
  PRELUDE_ARRAY_METHODS,
  PRELUDE_COLLECTION_METHODS,
  PRELUDE_FUNCTIONS,
  PRELUDE_STRING_METHODS,
  PRELUDE_TEXT,
} from './prelude.ts';

/** What only the prelude may call; a second declaration of an interface adds to it. */
const INTERNAL = `
interface ObjectConstructor { asError(error: any): void; hide(object: any, name: string, value: any): void; define(object: any, key: any, value: any): void; }
interface JSON { read(text: any): any; quote(text: string): string; }
`;
/** The classes that the prelude itself makes. */
const LIB_WITHOUT_ERRORS = LIB_TEXT.replace(/declare var \w*Error: \w+;\n/g, '');

function typeErrors(text: string): readonly string[] {
  const texts = new Map([
    ['/lib.d.ts', LIB_WITHOUT_ERRORS + INTERNAL],
    ['/api.d.ts', apiDeclarations({ internal: true })],
    ['/main.ts', text],
  ]);
  const host = ts.createCompilerHost(COMPILER_OPTIONS);
  host.getSourceFile = (path) => {
    const found = texts.get(path);
    return found === undefined ? undefined : ts.createSourceFile(path, found, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...texts.keys()], COMPILER_OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the prelude', () => {
  it('passes the type check of the student’s own language', () => {
    expect(typeErrors(PRELUDE_TEXT)).toEqual([]);
  });

  it.each(API_NAMES.filter((name) => apiEntry(name).action.by === 'prelude'))('has %s of the API table', (name) => {
    expect(isPreludeName(name)).toBe(true);
  });

  it.each([...PRELUDE_ARRAY_METHODS, ...PRELUDE_STRING_METHODS, ...PRELUDE_COLLECTION_METHODS])('has the method %s', (name) => {
    expect(methodsInPrelude(name).map((each) => isPreludeName(each))).toContain(true);
  });

  it.each(PRELUDE_FUNCTIONS)('has %s', (name) => expect(isPreludeName(functionInPrelude(name)!)).toBe(true));

  it('is linked only as far as a program uses it', () => {
    expect(run(`log(1);`).vm.inspect().globals).toEqual([]);
  });
});

/** Readings of the five sensors, leftmost first. */
function lineRun(readings: readonly (readonly number[])[], text: string): readonly string[] {
  return run(`for (let i = 0; i < ${readings.length}; i++) { ${text} wait(1); }`, {
    read: (input, index, atMs) => (input === 'line' ? readings[Math.min(atMs, readings.length - 1)]![index]! : 0),
  }).logs;
}

describe('line.position()', () => {
  const at = (reading: readonly number[]): readonly string[] => lineRun([reading], 'log(line.position());');

  it.each([
    { reading: [0, 0, 100, 0, 0], position: '0' },
    { reading: [100, 0, 0, 0, 0], position: '-100' },
    { reading: [0, 0, 0, 0, 100], position: '100' },
    { reading: [0, 0, 0, 100, 0], position: '50' },
    { reading: [0, 60, 60, 0, 0], position: '-25' },
    { reading: [100, 100, 100, 100, 100], position: '0' },
  ])('is $position for $reading', ({ reading, position }) => {
    expect(at(reading)).toEqual([position]);
  });

  it('is not pulled to the middle by a floor that is not quite white', () => {
    expect(at([100, 8, 8, 8, 8])).toEqual(['-100']);
  });

  it('stays on the side where the line was last seen', () => {
    const readings = [
      [0, 0, 0, 0, 0],
      [80, 0, 0, 0, 0],
      [20, 0, 0, 0, 0],
      [0, 0, 0, 40, 0],
      [0, 0, 0, 0, 0],
    ];
    expect(lineRun(readings, 'log(line.position(), line.lost());')).toEqual(['0 true', '-100 false', '-100 true', '50 false', '100 true']);
  });
});

describe('robot functions made of others', () => {
  const writes = (text: string): readonly unknown[] => run(text).writes.map(({ atMs, output, values }) => [atMs, output, ...values]);
  const { topSpeedMmPerS, deadZonePercent, speedCurve } = TEST_PROFILE.dynamics;
  const wheelSpeed = (percent: number): number => {
    const share = (percent - deadZonePercent) / (100 - deadZonePercent);
    return topSpeedMmPerS * (share + speedCurve * share * (1 - share));
  };

  it('drive by their default speeds, left and right on the spot', () => {
    expect(writes('car.forward(); car.backward(30); car.left(); car.right(20); car.stop(); led.off();')).toEqual([
      [0, 'motors', 50, 50],
      [0, 'motors', -30, -30],
      [0, 'motors', -50, 50],
      [0, 'motors', 20, -20],
      [0, 'motors', 0, 0],
      [0, 'led', 'off'],
    ]);
  });

  it('drive for a distance by time, then stop', () => {
    const ms = Math.ceil((300 / wheelSpeed(60)) * 1000);
    expect(writes('car.driveFor(300, 60);')).toEqual([
      [0, 'motors', 60, 60],
      [ms, 'motors', 0, 0],
    ]);
    expect(writes('car.driveFor(-300, 60);')[0]).toEqual([0, 'motors', -60, -60]);
  });

  it('turn clockwise for positive degrees', () => {
    const arcMm = (90 / 360) * Math.PI * TEST_PROFILE.body.wheelBaseMm;
    const ms = Math.ceil((arcMm / wheelSpeed(40)) * 1000);
    expect(writes('car.turnBy(90);')).toEqual([
      [0, 'motors', 40, -40],
      [ms, 'motors', 0, 0],
    ]);
  });

  it.each(['car.driveFor(0);', 'car.driveFor(100, 0);', 'car.driveFor(100, 5);', 'car.turnBy(0);', 'car.driveFor(NaN);'])(
    'return at once where nothing could move: %s',
    (text) => {
      expect(writes(text)).toEqual([[0, 'motors', 0, 0]]);
    },
  );
});
