/** Which syntax the language has. Everything else is outside the subset, under the name a student would call it. Layer: language. */
import ts from 'typescript';

const K = ts.SyntaxKind;

/** Kinds that are in the subset wherever TypeScript's grammar allows them. Types and tokens are judged apart. */
const ALLOWED_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.SourceFile,
  K.EndOfFileToken,
  K.Identifier,
  K.NumericLiteral,
  K.StringLiteral,
  K.NoSubstitutionTemplateLiteral,
  K.TemplateExpression,
  K.TemplateSpan,
  K.TemplateHead,
  K.TemplateMiddle,
  K.TemplateTail,
  K.ArrayLiteralExpression,
  K.PropertyAccessExpression,
  K.ElementAccessExpression,
  K.CallExpression,
  K.NewExpression,
  K.ParenthesizedExpression,
  K.ArrowFunction,
  K.FunctionExpression,
  K.FunctionDeclaration,
  K.Parameter,
  K.TypeOfExpression,
  K.VoidExpression,
  K.PrefixUnaryExpression,
  K.PostfixUnaryExpression,
  K.BinaryExpression,
  K.ConditionalExpression,
  K.SpreadElement,
  K.AsExpression,
  K.NonNullExpression,
  K.SatisfiesExpression,
  K.TypeAssertionExpression,
  K.ArrayBindingPattern,
  K.BindingElement,
  K.OmittedExpression,
  K.VariableStatement,
  K.VariableDeclarationList,
  K.VariableDeclaration,
  K.Block,
  K.EmptyStatement,
  K.ExpressionStatement,
  K.IfStatement,
  K.DoStatement,
  K.WhileStatement,
  K.ForStatement,
  K.ForOfStatement,
  K.ContinueStatement,
  K.BreakStatement,
  K.ReturnStatement,
  K.SwitchStatement,
  K.CaseBlock,
  K.CaseClause,
  K.DefaultClause,
  K.LabeledStatement,
  K.InterfaceDeclaration,
  K.TypeAliasDeclaration,
  K.ImportDeclaration,
  K.ImportClause,
  K.NamedImports,
  K.NamespaceImport,
  K.ImportSpecifier,
  K.ExportDeclaration,
  K.NamedExports,
  K.NamespaceExport,
  K.ExportSpecifier,
  K.ExportAssignment,
]);

/** Types that compute types: they could keep the type checker busy for ever, and no lesson needs them. */
export const HEAVY_TYPES: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.ConditionalType, 'A extends B ? C : D'],
  [K.MappedType, '{ [K in T]: … }'],
  [K.TemplateLiteralType, '`${T}`'],
  [K.ImportType, 'import("…")'],
  [K.InferType, 'infer'],
]);

const NAMES: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.ClassDeclaration, 'class'],
  [K.ClassExpression, 'class'],
  [K.ObjectLiteralExpression, '{ … }'],
  [K.ObjectBindingPattern, '{ … }'],
  [K.RegularExpressionLiteral, '/…/'],
  [K.BigIntLiteral, '1n'],
  [K.TryStatement, 'try'],
  [K.ThrowStatement, 'throw'],
  [K.ForInStatement, 'for … in'],
  [K.WithStatement, 'with'],
  [K.DebuggerStatement, 'debugger'],
  [K.ImportEqualsDeclaration, 'import'],
  [K.ImportAttributes, 'with'],
  [K.NamespaceExportDeclaration, 'export as'],
  [K.EnumDeclaration, 'enum'],
  [K.ModuleDeclaration, 'namespace'],
  [K.AwaitExpression, 'await'],
  [K.YieldExpression, 'yield'],
  [K.TaggedTemplateExpression, 'f`…`'],
  [K.DeleteExpression, 'delete'],
  [K.MetaProperty, 'new.target'],
  [K.Decorator, '@'],
  [K.ThisKeyword, 'this'],
  [K.SuperKeyword, 'super'],
  [K.ImportKeyword, 'import'],
  [K.AsyncKeyword, 'async'],
  [K.AwaitKeyword, 'await'],
  [K.DeclareKeyword, 'declare'],
  [K.AbstractKeyword, 'abstract'],
  [K.PrivateIdentifier, '#'],
]);

/** Tokens that are children of the tree yet no construct of their own. */
const REFUSED_TOKENS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.ThisKeyword,
  K.SuperKeyword,
  K.ImportKeyword,
  K.AsyncKeyword,
  K.AwaitKeyword,
  K.DeclareKeyword,
  K.AbstractKeyword,
  K.PrivateIdentifier,
]);

/** undefined where the node is in the subset; else the construct's name. */
export function refusedConstruct(node: ts.Node): string | undefined {
  const { kind } = node;
  if (ALLOWED_KINDS.has(kind)) return refusedForm(node);
  const isToken = kind < K.FirstNode && kind !== K.BigIntLiteral && kind !== K.RegularExpressionLiteral && !REFUSED_TOKENS.has(kind);
  return isToken ? undefined : (NAMES.get(kind) ?? K[kind]);
}

/** Allowed kinds, some of whose forms are not. */
function refusedForm(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator === K.InKeyword) return 'in';
    if (operator === K.InstanceOfKeyword) return 'instanceof';
  }
  if ((ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) && node.asteriskToken) return 'function*';
  if (ts.isOmittedExpression(node) && ts.isArrayLiteralExpression(node.parent) && !isPattern(node.parent)) return '[ , ]';
  if (ts.isForOfStatement(node) && node.awaitModifier) return 'for await';
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using) return 'using';
  if (ts.isExportAssignment(node) && node.isExportEquals) return 'export =';
  if (ts.isIdentifier(node) && node.text === 'arguments') return 'arguments';
  return undefined;
}

/** `[a, , b] = value`, also as the variable of a for-of, also inside another pattern. */
export function isPattern(node: ts.ArrayLiteralExpression): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent)) return parent.initializer === node;
  if (ts.isSpreadElement(parent)) return ts.isArrayLiteralExpression(parent.parent) && isPattern(parent.parent);
  if (ts.isArrayLiteralExpression(parent)) return isPattern(parent);
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== K.EqualsToken || parent.left !== node) return false;
  return true;
}
