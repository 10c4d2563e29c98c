import { describe, expect, it } from 'vitest';
import { knownCodes, sentence } from '../words/sentence.ts';
import { LANGUAGES } from '../words/words.ts';
import { meantSyntax } from './check/fixes/syntax-mistakes.ts';
import type { Problem } from './check/problem.ts';
import { tsProblem } from './check/ts-problems.ts';
import { createTsService } from './ts-service.ts';

/** At least so many codes are said in words. */
const CODES_MIN = 60;

const tsService = createTsService();

/** What TypeScript says, as the compiler passes it on, whether or not the subset has the construct. A second file is called `other`. */
function problemsOf(text: string): readonly Problem[] {
  const other = { path: 'other.ts', text: 'export const speed = 5;' };
  const [path] = tsService.setFiles([{ path: 'main.ts', text }, ...(text.includes('./other') ? [other] : [])]);
  const tree = tsService.service.getProgram()!.getSourceFile(path!)!;
  const syntax = tsService.service.getSyntacticDiagnostics(path!).map((found) => tsProblem(found, tree));
  if (syntax.length > 0) return meantSyntax(syntax, tree);
  return tsService.service.getSemanticDiagnostics(path!).map((found) => tsProblem(found, tree));
}

interface Row {
  readonly code: number;
  /** `«…»` is the place of the problem. */
  readonly text: string;
  /** The text with the fix applied; absent where there is none. */
  readonly fixed?: string;
}

const row = (code: number, text: string, fixed?: string): Row => ({ code, text, ...(fixed !== undefined && { fixed }) });

const POINT = 'interface P { x: number; y: number }\n';

const ROWS: readonly Row[] = [
  row(1002, 'log("a«»', 'log("a"'),
  row(1003, 'let x = 1..«;»'),
  row(1005, 'log((1 + 2)«;»', 'log((1 + 2));'),
  row(1010, '/* go«»', '/* go */'),
  row(1011, 'const xs = [1]; log(xs[«»]);'),
  row(1016, 'function f(a?: number, «b»: number) { log(a, b); }'),
  row(1068, 'class A { «+» }'),
  row(1104, '«continue;»'),
  row(1105, '«break;»'),
  row(1107, 'while (true) { const f = () => { «break;» }; f(); }'),
  row(1108, '«return» 5;'),
  row(1109, 'let x = «;»'),
  row(1110, 'let n: «=» 5;'),
  row(1117, 'log({ a: 1, «a»: 2 });'),
  row(1121, 'log(«050»);', 'log(50);'),
  row(1127, 'log(1 «§»+ 2);', 'log(1 + 2);'),
  row(1128, 'log(1) «}»'),
  row(1130, 'switch (line.count) { «log»(1); }'),
  row(1135, 'log(«,»1);', 'log(1);'),
  row(1136, 'log({ «,» a: 1 });'),
  row(1138, 'function f(«,»a: number) { log(a); }'),
  row(1155, 'const «a»: number;', 'const a: number = 0;'),
  row(1160, 'log(`a«»', 'log(`a`'),
  row(1161, '«/ go forward»', '// go forward'),
  row(1351, 'wait(500«ms»);', 'wait(500);'),
  row(1390, 'function f(«if»: number) {}'),
  row(1434, '«goto» car;'),
  row(1435, '«functoin» f() {}', 'function f() {}'),
  row(1472, 'try { log(1); }«»'),
  row(2300, 'interface P { «x»: number; x: number }'),
  row(2304, '«turnBy»(90);', 'car.turnBy(90);'),
  row(2305, "import { «turning» } from './other'; log(turning);"),
  row(2307, "import { a } from «'./nothing'»; log(a);"),
  row(2322, "let «n»: number = '5';", 'let n: number = 5;'),
  row(2339, 'log(sonar.«distance»());', 'log(sonar.mm());'),
  row(2341, 'class A { private x = 1; } log(new A().«x»);'),
  row(2345, "car.forward(«'50'»);", 'car.forward(50);'),
  row(2348, 'class A {} log(«A()»);', 'class A {} log(new A());'),
  row(2349, 'log(line.«count»());', 'log(line.count);'),
  row(2351, 'const n = 1; log(new «n»());'),
  row(2353, `${POINT}const p: P = { x: 1, y: 2, «colour»: 3 };`),
  row(2355, 'function f(): «number» {}'),
  row(2356, "let a = 'x'; «a»++;"),
  row(2357, '«5»++;'),
  row(2362, "log(«'6'» * 2);", 'log(6 * 2);'),
  row(2363, "log(2 * «'6'»);", 'log(2 * 6);'),
  row(2364, 'const x = 5; «5» = x;', 'const x = 5; 5 === x;'),
  row(2365, 'log(«[1] < 5»);'),
  row(2366, 'function f(a: number): «number» { if (a > 1) return 1; }'),
  row(2367, "if («line.count === '5'») log(1);", 'if (line.count === 5) log(1);'),
  row(2377, 'class A {} class B extends A { «constructor»() {} }', 'class A {} class B extends A { constructor() { super();} }'),
  row(2391, 'function «f»(a: number): number;'),
  row(2393, 'function «f»() {} function f() {}'),
  row(2403, "var x = 1; var «x» = 'a';"),
  row(2420, 'interface I { x: number } class «A» implements I {}'),
  row(2448, 'log(«a»); const a = 1;'),
  row(2449, 'log(new «A»()); class A {}'),
  row(2451, 'let «a» = 1; let a = 2;'),
  row(2454, 'let n: number; log(«n»);', 'let n: number = 0; log(n);'),
  row(2488, 'for (const x of «5») log(x);'),
  row(2511, 'abstract class A {} log(«new A()»);'),
  row(2531, 'const f = (): number[] | null => [1]; log(«f()».length);', 'const f = (): number[] | null => [1]; log(f()?.length);'),
  row(2532, 'log(«[1].pop()» + 1);', 'log(([1].pop() ?? 0) + 1);'),
  row(2538, 'log([1][«true»]);'),
  row(2540, 'line.«count» = 5;'),
  row(2550, 'log([1].«toSorted»());'),
  row(2551, 'car.«foward»(50);', 'car.forward(50);'),
  row(2552, '«forevr»(() => {});', 'forever(() => {});'),
  row(2554, 'car.drive(50, 50, «5»);', 'car.drive(50, 50);'),
  row(2555, 'function f(a: number, ...b: number[]) { log(a, b); } «f»();'),
  row(2556, 'const xs = [1, 2]; car.drive(«...xs»);'),
  row(
    2561,
    `${POINT}interface Q { speed: number } const q: Q = { «speeed»: 3 };`,
    `${POINT}interface Q { speed: number } const q: Q = { speed: 3 };`,
  ),
  row(2564, 'class A { «x»: number; }', 'class A { x: number = 0; }'),
  row(2576, 'class A { static n = 1; } const a = new A(); log(a.«n»);', 'class A { static n = 1; } const a = new A(); log(A.n);'),
  row(2583, 'log(new «Promise»(() => {}));'),
  row(2584, '«console».log(1);', 'log(1);'),
  row(2588, 'const n = 1; «n» = 2;', 'let n = 1; n = 2;'),
  row(2630, 'function f() {} «f» = 1;'),
  row(2663, 'class A { x = 1; f() { return «x»; } }', 'class A { x = 1; f() { return this.x; } }'),
  row(2678, "switch (line.count) { case «'5'»: log(1); }", 'switch (line.count) { case 5: log(1); }'),
  row(2693, `${POINT}log(«P»);`),
  row(2695, 'const a = 1; log((«a», 2));'),
  row(2724, "import { «sped» } from './other'; log(sped);", "import { speed } from './other'; log(sped);"),
  row(2739, `interface Q { x: number; y: number; z: number } const «q»: Q = { x: 1 };`),
  row(2741, `${POINT}const «p»: P = { x: 1 };`),
  row(2774, 'function f() { return true; } if («f») log(1);', 'function f() { return true; } if (f()) log(1);'),
  row(2820, "let side: 'left' | 'right' = 'left'; «side» = 'lef';", "let side: 'left' | 'right' = 'left'; side = 'left';"),
  row(2845, 'if («line.count === NaN») log(1);'),
  row(2869, 'log(«5» ?? 3);'),
  row(2872, 'if («[]») log(1);'),
  row(7005, 'const «a»;'),
  row(7006, 'const f = «x» => x + 1; log(f(1));', 'const f = (x: number) => x + 1; log(f(1));'),
  row(7008, 'class A { «speed»; }', 'class A { speed: number; }'),
  row(7017, 'log(this.«speed»);'),
  row(7022, 'const «x» = [x].length > 0 ? x : x;'),
  row(7023, 'const «f» = () => f();'),
  row(7027, 'while (true) { wait(1); }\n«log(1);»'),
  row(7034, 'const «xs» = []; function f() { log(xs); } f();', 'const xs: number[] = []; function f() { log(xs); } f();'),
  row(7053, "const p = { a: 1 }; log(«p['b']»);"),
  row(1345, 'if («car.stop()») log(1);'),
  row(17009, 'class A {} class B extends A { x: number; constructor() { «this».x = 1; super(); } }'),
  row(18004, 'log({ «speed» });'),
  row(18046, 'const f = (value: unknown) => log(«value» * 2); f(1);'),
  row(18047, 'const f = (n: number | null) => log(«n» * 2); f(1);', 'const f = (n: number | null) => log((n ?? 0) * 2); f(1);'),
  row(18048, 'const n = [1].pop(); log(«n» * 2);', 'const n = [1].pop(); log((n ?? 0) * 2);'),
];

function applied(text: string, { fix }: Problem): string | undefined {
  return fix && [...fix.edits].reverse().reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

describe('TypeScript’s own diagnostics', () => {
  it(`the ${CODES_MIN} that students meet most, and more, are each provoked by a program here`, () => {
    const said = knownCodes('en').filter((code) => code.startsWith('ts.'));
    expect([...said].sort()).toEqual([...new Set(ROWS.map(({ code }) => `ts.${code}`))].sort());
    expect(said.length).toBeGreaterThanOrEqual(CODES_MIN);
  });

  it.each(ROWS)('$code: $text', ({ code, text, fixed }) => {
    const start = text.indexOf('«');
    const end = text.indexOf('»') - 1;
    const program = text.replace('«', '').replace('»', '');
    const all = problemsOf(program);
    const found = all.find((problem) => problem.code === `ts.${code}`);
    expect(found, `says ${JSON.stringify(all)}`).toMatchObject({ start, end });
    for (const language of LANGUAGES) expect(sentence(found!.code, found!.params, language)).toMatch(/^[^{}]{4,}$/);
    expect(applied(program, found!)).toBe(fixed);
  });
});
