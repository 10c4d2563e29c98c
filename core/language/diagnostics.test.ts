import { describe, expect, it } from 'vitest';
import { sentence } from '../words/sentence.ts';
import type { Diagnostic } from './source.ts';
import { check, run } from './testing/run-program.ts';

function applied(text: string, diagnostic: Diagnostic): string {
  return [...diagnostic.fix!.edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

const codes = (text: string): readonly string[] => check(text).map(({ code }) => code);

describe('what is outside the subset', () => {
  it.each([
    ['async function f() {}', 'async'],
    ['function* f() {}', 'function*'],
    ['const r = /a/;', '/…/'],
    ['namespace N {}', 'namespace'],
    ['log(1n);', '1n'],
    ['log(`a`, ((x: any) => x)`b`);', 'f`…`'],
    ['function f() { log(arguments); }', 'arguments'],
    ['const c: any = car;', 'car'],
    ['const xs: any = Symbol;', 'Symbol'],
    ['type T<A> = A extends string ? 1 : 2;', 'A extends B ? C : D'],
    ['log([1, , 2]);', '[ , ]'],
    ['@dec class A {}', '@'],
    ['class A extends Array {}', 'extends Array'],
    ['class A { m() { const f = () => super(); } }', 'super'],
    ['let k: any = 1; class A { [k] = 1; }', '[…]'],
    ['const a: any = { __proto__: null };', '__proto__'],
    ['const o = { async f() {} };', 'async'],
    ['const o = { *f() {} };', 'function*'],
    ['let a: any = 1; delete a?.b;', 'delete ?.'],
    ['const a: any = Map;', 'Map'],
  ])('%s', (text, construct) => {
    const found = check(text).filter(({ code }) => code === 'language.not-in-subset');
    expect(found.map(({ params }) => params['construct'])).toContain(construct);
  });

  it('silences what TypeScript says about the same place', () => {
    expect(codes('async function f() {}')).toEqual(['language.not-in-subset']);
  });
});

describe('common mistakes', () => {
  it.each([
    ['car.foward(50);', 'ts.2551', 'car.forward(50);'],
    ['forevr(() => {});', 'ts.2552', 'forever(() => {});'],
    ['turnBy(90);', 'ts.2304', 'car.turnBy(90);'],
    ['console.log(1);', 'ts.2584', 'log(1);'],
    ['const n = 1; n = 2;', 'ts.2588', 'let n = 1; n = 2;'],
    ['function f(speed) { car.forward(speed); } f(3);', 'ts.7006', 'function f(speed: number) { car.forward(speed); } f(3);'],
    ['car.stop;', 'language.call-it', 'car.stop();'],
    ['function go() {} go;', 'language.call-it', 'function go() {} go();'],
    ['let a = 1; if (a = 2) log(a);', 'language.assignment-in-condition', 'let a = 1; if (a === 2) log(a);'],
    ['log((1 + 2);', 'ts.1005', 'log((1 + 2));'],
    ['log(1));', 'language.extra-bracket', 'log(1);'],
    ['car.forward（50）；', 'language.full-width', 'car.forward(50);'],
    ['log(“你好，世界”)', 'language.full-width', 'log("你好，世界")'],
    ['log("你好”)', 'language.full-width', 'log("你好")'],
    ['let 速度 ＝ ５０； log(‘a’，速度)', 'language.full-width', "let 速度 = 50; log('a',速度)"],
    ['const xs = 【1、2】', 'language.full-width', 'const xs = [1,2]'],
    ['log(`${1＋1}，`)', 'language.full-width', 'log(`${1+1}，`)'],
    ['let speed 50;', 'ts.1005', 'let speed = 50;'],
    ['let a = 5 let b = 6;', 'ts.1005', 'let a = 5; let b = 6;'],
    ['if 1 < 2 { log(1); }', 'ts.1005', 'if (1 < 2) { log(1); }'],
    ['if (1 < 2 { log(1); }', 'ts.1005', 'if (1 < 2) { log(1); }'],
    ['while (true) {\n  wait(5);', 'ts.1005', 'while (true) {\n  wait(5);\n}'],
    ['log("Hello);', 'ts.1002', 'log("Hello");'],
    ['let a = 1; if (a > 0 and a < 2) log(1);', 'language.word-operator', 'let a = 1; if (a > 0 && a < 2) log(1);'],
    ['if (not line.lost()) log(1);', 'language.word-operator', 'if (!line.lost()) log(1);'],
    ['let a = 1; if (a = = 1) log(1);', 'language.split-operator', 'let a = 1; if (a === 1) log(1);'],
    ['let a = 1; if (a =< 1) log(1);', 'language.split-operator', 'let a = 1; if (a <= 1) log(1);'],
    ['let a = 1; if (a => 1) log(1);', 'language.arrow-in-condition', 'let a = 1; if (a >= 1) log(1);'],
    ['for (let i = 0, i < 5, i++) log(i);', 'language.for-semicolons', 'for (let i = 0; i < 5; i++) log(i);'],
    ['let 2a = 3;', 'language.bad-name', 'let my_2a = 3;'],
    ['forever {\n  wait(5);\n}', 'language.needs-function', 'forever(() => {\n  wait(5);\n});'],
    ['if (1 > 2) log(1); elseif (1 < 2) { log(2); }', 'language.else-if', 'if (1 > 2) log(1); else if (1 < 2) { log(2); }'],
    ['let a = 1; a === 2;', 'language.no-effect', 'let a = 1; a = 2;'],
    ['log(True);', 'ts.2304', 'log(true);'],
    ['print(1);', 'ts.2304', 'log(1);'],
    ['Sonar.mm();', 'ts.2552', 'sonar.mm();'],
    ['car.wait(5);', 'ts.2339', 'wait(5);'],
    ['log([1].size);', 'ts.2339', 'log([1].length);'],
    ['const xs = [1]; xs.append(2);', 'ts.2339', 'const xs = [1]; xs.push(2);'],
    ['speed = 5; log(speed);', 'ts.2304', 'let speed = 5; log(speed);'],
    ['log(line.count + extra);', 'ts.2304', 'let extra = 0;\nlog(line.count + extra);'],
    ['go();', 'ts.2304', 'go();\n\nfunction go() {\n}\n'],
    ['car.drive(50);', 'ts.2554', 'car.drive(50, 50);'],
    ['forever(car.forward(50));', 'ts.2345', 'forever(() => car.forward(50));'],
    ['let 左轮速度 = 50; car.forward(左轮速渡);', 'ts.2552', 'let 左轮速度 = 50; car.forward(左轮速度);'],
    ['let n = 1; n();', 'ts.2349', 'let n = 1; n;'],
  ])('%s says %s and offers the right text', (text, code, right) => {
    const found = check(text)[0]!;
    expect(found.code).toBe(code);
    expect(applied(text, found)).toBe(right);
    expect(check(right).filter(({ code: again }) => again === code)).toEqual([]);
  });

  it.each([
    ['let x = ;', 'ts.1109'],
    ['log("a', 'ts.1002'],
    ['log(`a', 'ts.1160'],
    ['log(1) }', 'ts.1128'],
    ['const a;', 'ts.1155'],
    ['log(a); let a = 1;', 'ts.2448'],
    ['let n: number; log(n);', 'ts.2454'],
    ['let a = 1; let a = 2;', 'ts.2451'],
    ['car.forward("50");', 'ts.2345'],
    ['let n = 1; n = "a";', 'ts.2322'],
    ['car.drive(1);', 'ts.2554'],
    ['log("a" - 1);', 'ts.2362'],
    ['log(1 - "a");', 'ts.2363'],
    ['log([1].find((x) => x > 1) + 1);', 'ts.2532'],
    ['const x = [1].pop(); log(x * 2);', 'ts.18048'],
    ['log(1 § 2)', 'ts.1127'],
    ['log([1].toSorted());', 'ts.2550'],
    ['___;', 'language.empty-socket'],
    ['let time = 5;', 'language.name-taken'],
    ['function stop() {}', 'language.name-taken'],
    ['log(gyro.heading());', 'robot.part-missing'],
    ['[1].forEach(log);', 'language.call-it'],
    ['car.drive(...[1, 2]);', 'language.not-in-subset'],
    ['else { log(1); }', 'language.lonely-else'],
    ['1 + 1;', 'language.no-effect'],
    ['while (true) wait(1); log(2);', 'ts.7027'],
  ])('%s says %s', (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it('a name that another file exports is imported from there', () => {
    const main = '// mine\nturn(5);';
    const files = (text: string) => [
      { path: 'main.ts', text },
      { path: 'parts/工具.ts', text: 'export function turn(n: number): void { log(n); }' },
    ];
    const [found] = check(files(main));
    expect(found).toMatchObject({ code: 'ts.2304', fix: { code: 'fix.import', params: { name: 'turn', path: './parts/工具' } } });
    expect(run(files(applied(main, found!))).logs).toEqual(['5']);
  });

  it('files that import one another in a circle are warned of where the circle closes, and run', () => {
    const files = (imports: string) => [
      { path: 'main.ts', text: "import { a } from './a';\nlog(a());" },
      { path: 'a.ts', text: "import { b } from './b';\nexport function a(): number { return b(); }" },
      { path: 'b.ts', text: `${imports}\nexport function b(): number { return 5; }` },
    ];
    expect(check(files("import { a } from './a';\nexport const again = a;"))).toMatchObject([
      { code: 'language.import-circle', severity: 'warning', file: 2, line: 1, column: 19, params: { files: 'a.ts → b.ts → a.ts' } },
    ]);
    expect(run(files("import { a } from './a';\nexport const again = a;")).logs).toEqual(['5']);
    // A type is no value, and nothing runs for it.
    expect(check(files("import type { a } from './a';\nexport type A = typeof a;"))).toEqual([]);
  });

  it('have sentences with their values in both languages', () => {
    const found = check('const n = 1;\nn = 2; car.foward(1); car.drive(1); log("a" * 2); let time = 3;');
    for (const language of ['zh-CN', 'en'] as const) {
      const sentences = found.map(({ code, params }) => sentence(code, params, language));
      expect(sentences).not.toContain(undefined);
      expect(sentences.join('')).not.toMatch(/[{}]/);
    }
    expect(sentence(found[0]!.code, found[0]!.params, 'zh-CN')).toContain('“n”');
  });

  it('stand at their line and column', () => {
    const [first] = check('log(1);\r\n\r\n  car.foward(1);');
    expect(first).toMatchObject({ line: 3, column: 7, start: 17, end: 23 });
  });

  it('full-width marks in strings and comments are text', () => {
    expect(codes('// 你好，（世界）\n/* “” */ log("，。（）“”", \'；\', `：${"，"}！`);')).toEqual([]);
    expect(run('log("你好，世界");').logs).toEqual(['你好，世界']);
  });

  it('a warning does not stop the program', () => {
    expect(run('let a = 1; if (a = 2) log(a);').logs).toEqual(['2']);
  });
});
