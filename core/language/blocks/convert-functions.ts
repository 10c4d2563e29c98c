/** Functions, arrows and their parameters → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { addStyle } from './block-style.ts';
import { addState, exactText, genericText, modifiersText, textOf, withCount, type Conversion } from './conversion.ts';

/** A parameter that is a name with or without a type gets two fields; any other stands whole in the first. */
function putParameters(conversion: Conversion, block: BlockJson, parameters: ts.NodeArray<ts.ParameterDeclaration>): void {
  if (parameters.hasTrailingComma) addStyle(block, { trailingComma: true });
  for (const [index, parameter] of parameters.entries()) {
    const plain =
      ts.isIdentifier(parameter.name) &&
      !parameter.dotDotDotToken &&
      !parameter.questionToken &&
      !parameter.initializer &&
      !parameter.modifiers;
    block.fields ??= {};
    block.fields[`P${index}`] = plain ? exactText(conversion, parameter.name) : exactText(conversion, parameter);
    block.fields[`T${index}`] = plain && parameter.type ? exactText(conversion, parameter.type) : '';
  }
}

/** Name, parameters, types and what is written before them; the body stays to be put. */
export function functionShape(conversion: Conversion, type: string, node: ts.FunctionLikeDeclaration): BlockJson {
  const block = withCount(type, node.parameters.length);
  addState(block, {
    generic: genericText(conversion, node.typeParameters),
    type: textOf(conversion, node.type),
  });
  putParameters(conversion, block, node.parameters);
  return block;
}

export function arrow(conversion: Conversion, node: ts.ArrowFunction): BlockJson | undefined {
  if (node.modifiers?.length) return undefined;
  const block = functionShape(conversion, ts.isBlock(node.body) ? 'arrow_function' : 'arrow_expression', node);
  const first = node.getFirstToken(conversion.file)?.kind;
  if (!node.typeParameters && first !== ts.SyntaxKind.OpenParenToken) addStyle(block, { bareParam: true });
  if (ts.isBlock(node.body)) conversion.putBody(block, 'DO', node.body);
  else conversion.value(block, 'VALUE', node.body);
  return block;
}

export function functionExpression(conversion: Conversion, node: ts.FunctionExpression): BlockJson | undefined {
  if (node.modifiers?.length || node.asteriskToken) return undefined;
  const block = functionShape(conversion, 'function_expression', node);
  block.fields = { ...block.fields, NAME: textOf(conversion, node.name) ?? '' };
  conversion.putBody(block, 'DO', node.body);
  return block;
}

/** At the top a stack of its own; elsewhere a statement like others. */
export function functionDeclaration(conversion: Conversion, node: ts.FunctionDeclaration): BlockJson | undefined {
  if (node.asteriskToken || !node.name || !node.body) return undefined;
  const isTop = ts.isSourceFile(node.parent);
  const block = functionShape(conversion, isTop ? 'function_declare' : 'function_local', node);
  addState(block, { modifiers: modifiersText(conversion, node) });
  block.fields = { ...block.fields, NAME: exactText(conversion, node.name) };
  conversion.putBody(block, 'DO', node.body, { ownsNote: !isTop });
  return block;
}
