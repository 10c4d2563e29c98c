/** Constructors: the ones that a class writes, and the one that it gets where it writes none. Layer: language. */
import ts from 'typescript';
import { FUNCTION_CLASS, FUNCTION_DERIVED_CLASS, type FunctionCode } from '../../bytecode/program.ts';
import { Assembler } from './assembler.ts';
import type { Gen } from './gen.ts';
import { isDerived, isErased, isStatic, parametersOf } from './function-nodes.ts';
import { loadThis } from './this-value.ts';
import { loadBinding } from './variables.ts';

/** `constructor(private name: string)`: parameters that become fields. */
export function parameterFields(node: ts.ConstructorDeclaration): readonly ts.ParameterDeclaration[] {
  return parametersOf(node).filter((parameter) => ts.isParameterPropertyDeclaration(parameter, node));
}

export function instanceFields(node: ts.ClassLikeDeclaration): readonly ts.PropertyDeclaration[] {
  return node.members.filter(
    (member): member is ts.PropertyDeclaration => ts.isPropertyDeclaration(member) && !isStatic(member) && !isErased(member),
  );
}

export function hasFields(node: ts.ClassLikeDeclaration): boolean {
  const written = node.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && !!member.body);
  return instanceFields(node).length > 0 || (written !== undefined && parameterFields(written).length > 0);
}

/** Whether `super(…)` could be called a second time: there are several, or one in a loop. */
export function mayRepeatSuper(node: ts.ConstructorDeclaration): boolean {
  let calls = 0;
  const walk = (inner: ts.Node, looping: boolean): void => {
    if (ts.isClassLike(inner)) return;
    if (ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.SuperKeyword) calls += looping ? 2 : 1;
    const loops = looping || ts.isIterationStatement(inner, false);
    ts.forEachChild(inner, (child) => walk(child, loops));
  };
  walk(node, false);
  return calls > 1;
}

/** The new object is there: fields get their values, then the parameters that are fields. */
export function setUpObject(g: Gen, node: ts.ConstructorDeclaration): void {
  if (!hasFields(node.parent)) return;
  loadThis(g, node);
  g.asm.op('RUN_FIELDS');
  g.asm.op('POP');
  for (const parameter of parameterFields(node)) {
    if (!ts.isIdentifier(parameter.name)) continue;
    loadThis(g, node);
    loadBinding(g, g.scopes.bindingOf(parameter.name)!);
    g.asm.op('SET_PROP', g.builder.string(parameter.name.text));
    g.asm.op('POP');
  }
}

/** A derived class's object is made by `super(…)`. */
export function beginConstructor(g: Gen, node: ts.ConstructorDeclaration): void {
  if (!isDerived(node.parent)) setUpObject(g, node);
}

/** `constructor(...all) { super(...all); }`, or `constructor() {}`. */
export function defaultConstructor(node: ts.ClassLikeDeclaration, name: string, file: number): FunctionCode {
  const asm = new Assembler();
  const derived = isDerived(node);
  const self = derived ? 1 : 0;
  asm.statement({ start: node.getStart(), end: node.members.pos });
  if (derived) {
    asm.op('LOAD_LOCAL', self);
    asm.op('NEW_ARRAY', 0);
    asm.op('LOAD_LOCAL', 0);
    asm.op('APPEND_ALL');
    asm.op('SUPER_CONSTRUCT_SPREAD');
    asm.op('STORE_LOCAL', self);
  }
  if (hasFields(node)) {
    asm.op('LOAD_LOCAL', self);
    asm.op('RUN_FIELDS');
    asm.op('POP');
  }
  asm.op('LOAD_LOCAL', self);
  asm.op('RETURN');
  return {
    name,
    file,
    paramCount: self,
    expectedCount: 0,
    hasRest: derived,
    kind: derived ? FUNCTION_DERIVED_CLASS : FUNCTION_CLASS,
    thisLocal: self,
    localCount: self + 1,
    stackMax: asm.stackMax,
    upvalues: [],
    upvalueNames: [],
    handlers: [],
    ...asm.finish(),
  };
}
