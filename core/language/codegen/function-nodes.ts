/** Which nodes are functions, open scopes, leave no code, or use a name. Layer: language. Needs only the syntax tree. */
import ts from 'typescript';

export type FunctionWithParameters =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

/** Code of its own without parameters: what sets up the fields of a class's objects, a static field's value, a static block. */
export type InitialiserNode = ts.ClassLikeDeclaration | ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration;

/** A function, or a file's top level. */
export type FunctionNode = FunctionWithParameters | InitialiserNode | ts.SourceFile;

export function isFunctionNode(node: ts.Node): node is FunctionWithParameters {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}

export function isStatic(node: ts.ClassElement): boolean {
  return ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
}

/** Code that runs as a function of its own. */
export function isOwner(node: ts.Node): node is Exclude<FunctionNode, ts.SourceFile> {
  return isFunctionNode(node) || ts.isClassLike(node) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node);
}

export function opensScope(node: ts.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    isFunctionNode(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isSourceFile(node)
  );
}

/** Parameters that take arguments: `this: T` only tells the type checker something. */
export function parametersOf(node: FunctionWithParameters): readonly ts.ParameterDeclaration[] {
  return node.parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
}

/** What has no code: types, signatures without a body, and what is only declared. */
export function isErased(node: ts.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isTypeParameterDeclaration(node))
    return true;
  if (ts.isIndexSignatureDeclaration(node)) return true;
  if (isFunctionNode(node) && !node.body) return true;
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return (
    modifiers?.some(
      ({ kind }) => kind === ts.SyntaxKind.DeclareKeyword || (kind === ts.SyntaxKind.AbstractKeyword && !ts.isClassLike(node)),
    ) === true
  );
}

export function isDerived(node: ts.ClassLikeDeclaration): boolean {
  return node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) === true;
}

/** True for identifiers that name a value by scope: not `.name`, not a declaration's own name, not a label, not a type. */
export function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) || ts.isEnumMember(parent)) return parent.initializer === node;
  if (isFunctionNode(parent) || ts.isClassLike(parent) || ts.isEnumDeclaration(parent))
    return ts.isArrowFunction(parent) && parent.body === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  return true;
}
