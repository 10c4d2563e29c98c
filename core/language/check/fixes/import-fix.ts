/** The fix of a name that another file of the project exports. Layer: language. */
import ts from 'typescript';
import type { TextEdit } from '../../source.ts';
import type { Problem } from '../problem.ts';
import { fixWith } from './edits.ts';

function exportsName(tree: ts.SourceFile, name: string): boolean {
  return tree.statements.some((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return false;
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.some(({ name: declared }) => ts.isIdentifier(declared) && declared.text === name);
    }
    const declared = (statement as ts.Statement & { readonly name?: ts.Node }).name;
    return declared !== undefined && ts.isIdentifier(declared) && declared.text === name;
  });
}

/** `./tools` as seen from another file of the same project; paths as the compiler has them, `/tools.ts`. */
export function relativePath(from: string, to: string): string {
  const here = from.split('/').slice(1, -1);
  const there = to.replace(/\.ts$/, '').split('/').slice(1);
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const up = here.length - same;
  return (up === 0 ? './' : '../'.repeat(up)) + there.slice(same).join('/');
}

/** In an import that the file has from there, else a line before the first statement, after what stands over it. @param path `./tools` */
export function importEdit(tree: ts.SourceFile, name: string, path: string): TextEdit {
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    if (moduleSpecifier.text.replace(/\.[jt]s$/, '') !== path || importClause?.isTypeOnly === true) continue;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const last = bindings.elements.at(-1);
    const at = last?.end ?? bindings.getStart(tree) + 1;
    return { start: at, end: at, newText: last ? `, ${name}` : ` ${name} ` };
  }
  const at = tree.statements[0]?.getStart(tree) ?? 0;
  return { start: at, end: at, newText: `import { ${name} } from '${path}';\n` };
}

export function withImport(problem: Problem, tree: ts.SourceFile, trees: readonly ts.SourceFile[]): Problem {
  if (trees.length < 2 || (problem.code !== 'ts.2304' && problem.code !== 'ts.2552')) return problem;
  const name = tree.text.slice(problem.start, problem.end);
  const owner = trees.find((other) => other !== tree && exportsName(other, name));
  if (!owner) return problem;
  const path = relativePath(tree.fileName, owner.fileName);
  return { ...problem, fix: fixWith('fix.import', { name, path }, [importEdit(tree, name, path)]) };
}
