/** Choices, errors, classes, types and modules → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { shapeOf } from './block-shape.ts';
import { addStyle } from './block-style.ts';
import { addState, exactText, genericText, modifiersText, textOf, type Conversion } from './conversion.ts';
import { functionShape } from './convert-functions.ts';
import { movedLeft } from './literal-text.ts';
import { partsOf, partsState } from './optional-parts.ts';
import { commentsBetween } from './text-tokens.ts';

/** The place behind the token `{` or `:` of the node. */
function behind(conversion: Conversion, node: ts.Node, kind: ts.SyntaxKind): number {
  return node.getChildren(conversion.file).find((child) => child.kind === kind)?.end ?? node.end;
}

/** Adds or takes away one of the block's optional parts. */
function setPart(block: BlockJson, part: string, isThere: boolean): BlockJson {
  const parts = partsOf(block.type, shapeOf(block));
  if (parts.includes(part) === isThere) return block;
  const next = isThere ? [...parts, part] : parts.filter((each) => each !== part);
  return addState(block, { parts: partsState(block.type, next).parts });
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

/** Where a case ends: comments behind its last statement are its own, and those on lines below as long as they stand further right than the case. */
function caseEnd({ text, file }: Conversion, node: ts.CaseOrDefaultClause): number {
  const { clauses } = node.parent;
  const next = clauses[clauses.indexOf(node) + 1]?.getStart(file, false) ?? node.parent.end - 1;
  const start = node.getStart(file, false);
  const [indentation] = /^[ \t]*/.exec(text.slice(start - columnOf(text, start)))!;
  let { end } = node;
  for (const comment of commentsBetween(text, node.end, next)) {
    if (comment.newLinesBefore > 0 && columnOf(text, comment.start) <= indentation.length) break;
    end = comment.start + comment.raw.length;
  }
  return end;
}

function caseClause(conversion: Conversion, node: ts.CaseOrDefaultClause): BlockJson {
  const block: BlockJson = { type: ts.isCaseClause(node) ? 'case_value' : 'case_default' };
  if (ts.isCaseClause(node)) conversion.value(block, 'VALUE', node.expression);
  const start = behind(conversion, node, ts.SyntaxKind.ColonToken);
  const end = caseEnd(conversion, node);
  conversion.putStack(block, { nodes: node.statements, start, end });
  conversion.places.set(block, { start: node.getStart(conversion.file, false), end });
  return block;
}

function switchStatement(conversion: Conversion, node: ts.SwitchStatement): BlockJson {
  const block: BlockJson = { type: 'switch' };
  conversion.value(block, 'VALUE', node.expression);
  const { caseBlock } = node;
  conversion.putStack(block, {
    nodes: caseBlock.clauses,
    start: behind(conversion, caseBlock, ts.SyntaxKind.OpenBraceToken),
    end: caseBlock.end - 1,
    form: (_, clause) => caseClause(conversion, clause as unknown as ts.CaseOrDefaultClause),
  });
  return block;
}

function tryStatement(conversion: Conversion, node: ts.TryStatement): BlockJson {
  const { catchClause, finallyBlock, tryBlock } = node;
  const name = catchClause?.variableDeclaration;
  const parts = [...(catchClause ? ['CATCH'] : []), ...(name ? ['NAME'] : []), ...(finallyBlock ? ['FINALLY'] : [])];
  const block = addState({ type: 'try' }, partsState('try', parts));
  if (name) block.fields = { NAME: exactText(conversion, name) };
  conversion.putBody(block, 'DO', tryBlock, { ownsNote: true });
  if (catchClause) conversion.putBody(block, 'CATCH', catchClause.block);
  if (finallyBlock) conversion.putBody(block, 'FINALLY', finallyBlock);
  return block;
}

function label(conversion: Conversion, node: ts.LabeledStatement): BlockJson {
  const block: BlockJson = { type: 'label', fields: { NAME: exactText(conversion, node.label) } };
  conversion.putBody(block, 'DO', node.statement, { isAlone: true });
  return block;
}

function heritageText(conversion: Conversion, clauses: ts.NodeArray<ts.HeritageClause> | undefined): string | undefined {
  if (!clauses || clauses.length === 0) return undefined;
  return conversion.text.slice(clauses[0]!.getStart(conversion.file, false), clauses.at(-1)!.end);
}

/** Name, type parameters, what it extends and what is written before it. */
function headOf(
  conversion: Conversion,
  type: string,
  node: ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration,
): BlockJson {
  const block: BlockJson = { type, fields: { NAME: textOf(conversion, node.name) } };
  const generic = ts.isEnumDeclaration(node) ? undefined : genericText(conversion, node.typeParameters);
  addState(block, { generic, modifiers: modifiersText(conversion, node) });
  const heritage =
    ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) ? heritageText(conversion, node.heritageClauses) : undefined;
  if (heritage === undefined) return block;
  block.fields!.HERITAGE = heritage;
  return setPart(block, 'HERITAGE', true);
}

function property(conversion: Conversion, node: ts.PropertyDeclaration): BlockJson {
  const { name, questionToken, exclamationToken, type, initializer } = node;
  const end = (questionToken ?? exclamationToken ?? name).end;
  const NAME = conversion.text.slice(name.getStart(conversion.file, false), end);
  const block = addState(
    { type: 'class_field', fields: { NAME } },
    { type: textOf(conversion, type), modifiers: modifiersText(conversion, node) },
  );
  if (initializer) conversion.value(block, 'VALUE', initializer);
  return setPart(block, 'VALUE', initializer !== undefined);
}

function member(conversion: Conversion, node: ts.ClassElement): BlockJson | undefined {
  if (ts.isPropertyDeclaration(node)) return property(conversion, node);
  const isMethod = ts.isMethodDeclaration(node) || ts.isGetAccessor(node) || ts.isSetAccessor(node);
  if (!isMethod && !ts.isConstructorDeclaration(node)) return undefined;
  if (!node.body || (ts.isMethodDeclaration(node) && (node.asteriskToken || node.questionToken))) return undefined;
  const block = functionShape(conversion, isMethod ? 'class_method' : 'class_constructor', node);
  if (isMethod) block.fields = { ...block.fields, NAME: exactText(conversion, node.name) };
  const word = ts.isGetAccessor(node) ? 'get' : ts.isSetAccessor(node) ? 'set' : '';
  addState(block, { modifiers: [modifiersText(conversion, node) ?? '', word].filter((each) => each !== '').join(' ') || undefined });
  conversion.putBody(block, 'DO', node.body, { ownsNote: true });
  return block;
}

function classDeclaration(conversion: Conversion, node: ts.ClassDeclaration): BlockJson | undefined {
  if (!node.name) return undefined;
  const block = headOf(conversion, 'class_declare', node);
  conversion.putStack(block, {
    nodes: node.members,
    start: behind(conversion, node, ts.SyntaxKind.OpenBraceToken),
    end: node.end - 1,
    form: (_, each) => member(conversion, each as unknown as ts.ClassElement),
    around: (text) => `class A {\n${text}\n}`,
  });
  return block;
}

function enumMember(conversion: Conversion, node: ts.EnumMember): BlockJson {
  const block: BlockJson = { type: 'enum_member', fields: { NAME: exactText(conversion, node.name) } };
  if (node.initializer) conversion.value(block, 'VALUE', node.initializer);
  const hasComma = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*,/.test(conversion.text.slice(node.end, node.parent.end));
  if (!hasComma) addStyle(block, { semi: false });
  return setPart(block, 'VALUE', node.initializer !== undefined);
}

function enumDeclaration(conversion: Conversion, node: ts.EnumDeclaration): BlockJson {
  const block = headOf(conversion, 'enum_declare', node);
  conversion.putStack(block, {
    nodes: node.members,
    start: behind(conversion, node, ts.SyntaxKind.OpenBraceToken),
    end: node.end - 1,
    form: (_, each) => enumMember(conversion, each as unknown as ts.EnumMember),
    around: (text) => `enum A {\n${text}\n}`,
  });
  return block;
}

/** The text between the braces, its lines moved left as far as the first. */
function insideBraces(conversion: Conversion, node: ts.InterfaceDeclaration): string {
  const whole = conversion.text.slice(behind(conversion, node, ts.SyntaxKind.OpenBraceToken), node.end - 1);
  const text = whole.trim();
  const start = conversion.text.indexOf(text, node.name.end);
  const lineStart = conversion.text.lastIndexOf('\n', start - 1) + 1;
  const [indentation] = /^[ \t]*/.exec(conversion.text.slice(lineStart, start))!;
  return movedLeft(text, indentation);
}

function importFrom(conversion: Conversion, node: ts.ImportDeclaration): BlockJson | undefined {
  const { importClause, moduleSpecifier } = node;
  if (node.modifiers?.length || node.attributes || !importClause || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  const FROM = moduleSpecifier.text;
  const block: BlockJson = { type: 'import_from', fields: { WHAT: exactText(conversion, importClause), FROM } };
  const raw = exactText(conversion, moduleSpecifier);
  if (raw !== JSON.stringify(FROM)) addStyle(block, { raw: { text: raw, shown: FROM } });
  return block;
}

/** What is neither an expression, a jump, a loop nor a function. */
export function structure(conversion: Conversion, node: ts.Statement): BlockJson | undefined {
  if (ts.isSwitchStatement(node)) return switchStatement(conversion, node);
  if (ts.isTryStatement(node)) return tryStatement(conversion, node);
  if (ts.isLabeledStatement(node)) return label(conversion, node);
  if (ts.isClassDeclaration(node)) return classDeclaration(conversion, node);
  if (ts.isEnumDeclaration(node)) return enumDeclaration(conversion, node);
  if (ts.isImportDeclaration(node)) return importFrom(conversion, node);
  if (ts.isInterfaceDeclaration(node)) {
    const block = headOf(conversion, 'interface_declare', node);
    block.fields!.CODE = insideBraces(conversion, node);
    return block;
  }
  if (ts.isTypeAliasDeclaration(node)) {
    const block = headOf(conversion, 'type_alias', node);
    block.fields!.TYPE = exactText(conversion, node.type);
    return block;
  }
  if (!ts.isBlock(node)) return undefined;
  const block: BlockJson = { type: 'group' };
  conversion.putBody(block, 'DO', node, { ownsNote: true });
  return block;
}
