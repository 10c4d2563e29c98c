/** What the VM may call of the prelude on its own, in the middle of an instruction, told from the text. Layer: language. */
import ts from 'typescript';
import { CONVERSION_FUNCTIONS, COPY_FUNCTIONS, PRELUDE_CLASSES, type PreludeName } from '../prelude/prelude.ts';

/** Names by which an object says how it becomes a primitive. */
const CONVERSIONS: ReadonlySet<string> = new Set(['toString', 'valueOf']);

interface Found {
  catches: boolean;
  converts: boolean;
  computes: boolean;
}

/** `toString` anywhere but where it is called as `x.toString()`. */
function namesConversion(node: ts.Node): boolean {
  if (!(ts.isIdentifier(node) || ts.isStringLiteralLike(node)) || !CONVERSIONS.has(node.text)) return false;
  const { parent } = node;
  const isCalled = ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) && parent.parent.expression === parent;
  return !isCalled;
}

function look(node: ts.Node, found: Found): void {
  if (ts.isTryStatement(node)) found.catches = true;
  if (ts.isAccessor(node)) found.computes = true;
  if (namesConversion(node)) found.converts = true;
  ts.forEachChild(node, (child) => look(child, found));
}

export function runtimeNeeds(files: readonly ts.SourceFile[]): readonly PreludeName[] {
  const found: Found = { catches: false, converts: false, computes: false };
  for (const file of files) look(file, found);
  return [
    ...(found.catches ? PRELUDE_CLASSES : []),
    ...(found.converts ? CONVERSION_FUNCTIONS : []),
    ...(found.computes ? COPY_FUNCTIONS : []),
  ];
}
