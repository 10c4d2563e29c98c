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
  K.ObjectLiteralExpression,
  K.PropertyAssignment,
  K.ShorthandPropertyAssignment,
  K.SpreadAssignment,
  K.ComputedPropertyName,
  K.ObjectBindingPattern,
  K.MethodDeclaration,
  K.GetAccessor,
  K.SetAccessor,
  K.ClassDeclaration,
  K.ClassExpression,
  K.Constructor,
  K.PropertyDeclaration,
  K.ClassStaticBlockDeclaration,
  K.SemicolonClassElement,
  K.IndexSignature,
  K.HeritageClause,
  K.ExpressionWithTypeArguments,
  K.EnumDeclaration,
  K.EnumMember,
  K.TryStatement,
  K.CatchClause,
  K.ThrowStatement,
  K.ForInStatement,
  K.DeleteExpression,
  K.ThisKeyword,
  K.SuperKeyword,
  K.AbstractKeyword,
  K.PrivateIdentifier,
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
  [K.RegularExpressionLiteral, '/…/'],
  [K.BigIntLiteral, '1n'],
  [K.WithStatement, 'with'],
  [K.DebuggerStatement, 'debugger'],
  [K.ImportEqualsDeclaration, 'import'],
  [K.ImportAttributes, 'with'],
  [K.NamespaceExportDeclaration, 'export as'],
  [K.ModuleDeclaration, 'namespace'],
  [K.AwaitExpression, 'await'],
  [K.YieldExpression, 'yield'],
  [K.TaggedTemplateExpression, 'f`…`'],
  [K.MetaProperty, 'new.target'],
  [K.Decorator, '@'],
  [K.ImportKeyword, 'import'],
  [K.AsyncKeyword, 'async'],
  [K.AwaitKeyword, 'await'],
  [K.DeclareKeyword, 'declare'],
]);

/** Tokens that are children of the tree yet no construct of their own. */
const REFUSED_TOKENS: ReadonlySet<ts.SyntaxKind> = new Set([K.ImportKeyword, K.AsyncKeyword, K.AwaitKeyword, K.DeclareKeyword]);

/** undefined where the node is in the subset; else the construct's name. */
export function refusedConstruct(node: ts.Node): string | undefined {
  const { kind } = node;
  if (ALLOWED_KINDS.has(kind)) return refusedForm(node);
  const isToken = kind < K.FirstNode && kind !== K.BigIntLiteral && kind !== K.RegularExpressionLiteral && !REFUSED_TOKENS.has(kind);
  return isToken ? undefined : (NAMES.get(kind) ?? K[kind]);
}

/** Classes of the language that no class can extend. */
const CLOSED_CLASSES: ReadonlySet<string> = new Set(['Array', 'Map', 'Set', 'Object', 'Function', 'Number', 'String', 'Boolean']);

/** Allowed kinds, some of whose forms are not. */
function refusedForm(node: ts.Node): string | undefined {
  if (ts.isFunctionLike(node)) return refusedFunction(node);
  if (ts.isOmittedExpression(node) && ts.isArrayLiteralExpression(node.parent) && !isPattern(node.parent)) return '[ , ]';
  if (ts.isForOfStatement(node) && node.awaitModifier) return 'for await';
  if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using) return 'using';
  if (ts.isIdentifier(node) && node.text === 'arguments') return 'arguments';
  if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression) && isExtended(node)) {
    return CLOSED_CLASSES.has(node.expression.text) ? `extends ${node.expression.text}` : undefined;
  }
  if (ts.isPropertyAssignment(node) && nameText(node.name) === '__proto__') return '__proto__';
  if (ts.isPropertyDeclaration(node)) return refusedField(node);
  if (node.kind === K.SuperKeyword) return refusedSuper(node);
  if (ts.isDeleteExpression(node)) return ts.isOptionalChain(node.expression) ? 'delete ?.' : undefined;
  return undefined;
}

function nameText(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

function isExtended(node: ts.ExpressionWithTypeArguments): boolean {
  return ts.isHeritageClause(node.parent) && node.parent.token === K.ExtendsKeyword;
}

function refusedFunction(node: ts.SignatureDeclaration): string | undefined {
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  return isGenerator ? 'function*' : undefined;
}

function refusedField(node: ts.PropertyDeclaration): string | undefined {
  if (ts.getModifiers(node)?.some(({ kind }) => kind === K.AccessorKeyword)) return 'accessor';
  return ts.isComputedPropertyName(node.name) && !ts.isStringLiteralLike(node.name.expression) ? '[…]' : undefined;
}

/** `super(…)` makes the object, so it stands in the constructor itself, not in a function within it. */
function refusedSuper(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node.parent) || node.parent.expression !== node) return undefined;
  let at: ts.Node = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  return ts.isConstructorDeclaration(at) ? undefined : 'super';
}

/** `[a, , b] = value`, also as the variable of a for-of, also inside another pattern. */
function isPattern(node: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (ts.isSpreadElement(parent)) return ts.isArrayLiteralExpression(parent.parent) && isPattern(parent.parent);
  if (ts.isArrayLiteralExpression(parent)) return isPattern(parent);
  if (ts.isPropertyAssignment(parent) || ts.isSpreadAssignment(parent))
    return ts.isObjectLiteralExpression(parent.parent) && isPattern(parent.parent);
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== K.EqualsToken || parent.left !== node) return false;
  return true;
}
