/** Classes: constructor, members, fields, static parts. Layer: language. ECMA-262 §15.7. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { rangeOf } from './gen.ts';
import { hasFields, instanceFields, parameterFields } from './constructors.ts';
import { nameOfClass, staticKey } from './names.ts';
import { defineMember, type MemberNode } from './object-literals.ts';
import { isErased, isStatic } from './function-nodes.ts';
import { loadBinding } from './variables.ts';

function isMember(node: ts.ClassElement): node is MemberNode {
  return (ts.isMethodDeclaration(node) || ts.isAccessor(node)) && !isErased(node);
}

/** Names that `constructor(private name: string)` declares come first, as TypeScript lays them out. */
function fieldNames(node: ts.ClassLikeDeclaration): readonly string[] {
  const written = node.members.find((member): member is ts.ConstructorDeclaration => ts.isConstructorDeclaration(member) && !!member.body);
  return written === undefined ? [] : parameterFields(written).map(({ name }) => (ts.isIdentifier(name) ? name.text : ''));
}

/** A function that gives a new object its fields. */
function fieldsFunction(g: Gen, node: ts.ClassLikeDeclaration): void {
  g.initialiser(node, '', (inner) => {
    const self = inner.scopes.scopeOf(node)!.names.get('this')!;
    loadBinding(inner, self);
    for (const name of fieldNames(node)) {
      inner.asm.op('UNDEFINED');
      inner.asm.op('DEFINE_PROP', inner.builder.string(name));
    }
    for (const field of instanceFields(node)) {
      inner.asm.statement(rangeOf(field));
      if (field.initializer) inner.expression(field.initializer);
      else inner.asm.op('UNDEFINED');
      inner.asm.op('DEFINE_PROP', inner.builder.string(staticKey(field.name) ?? ''));
    }
    inner.asm.op('POP');
  });
}

/** class → class, with what is `static` beside methods. */
function staticPart(g: Gen, node: ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration): void {
  const run = (body: (inner: Gen) => void): void => {
    g.asm.op('DUP');
    g.initialiser(node, '', body);
    g.asm.op('SWAP');
    g.asm.op('CALL_THIS', 0);
  };
  if (ts.isClassStaticBlockDeclaration(node)) {
    run((inner) => inner.statement(node.body));
    return g.asm.op('POP');
  }
  const { initializer } = node;
  if (!initializer) g.asm.op('UNDEFINED');
  else {
    run((inner) => {
      inner.expression(initializer);
      inner.asm.op('RETURN');
    });
  }
  g.asm.op('DEFINE_PROP', g.builder.string(staticKey(node.name) ?? ''));
}

/** constructor prototype → constructor prototype */
function members(g: Gen, node: ts.ClassLikeDeclaration): void {
  for (const member of node.members) {
    if (!isMember(member)) continue;
    if (!isStatic(member)) defineMember(g, member, 0);
    else {
      g.asm.op('SWAP');
      defineMember(g, member, 0);
      g.asm.op('SWAP');
    }
  }
}

/**
 * Leaves the class on the stack.
 * @param bind stores a copy of it under its name, before its static parts, which may mention it
 */
export function classValue(g: Gen, node: ts.ClassLikeDeclaration, bind: () => void): void {
  const parent = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (parent) g.expression(parent.expression);
  g.constructorOf(node, nameOfClass(node));
  g.asm.within(parent ? rangeOf(parent) : rangeOf(node), () => g.asm.op(parent ? 'CLASS_EXTENDS' : 'CLASS'));
  members(g, node);
  g.asm.op('POP');
  if (hasFields(node)) {
    fieldsFunction(g, node);
    g.asm.op('SET_FIELDS');
  }
  bind();
  for (const member of node.members) {
    if (ts.isClassStaticBlockDeclaration(member)) staticPart(g, member);
    else if (ts.isPropertyDeclaration(member) && isStatic(member) && !isErased(member)) staticPart(g, member);
  }
}
