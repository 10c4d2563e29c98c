/** Which instruction an operator is. Layer: language. */
import ts from 'typescript';
import type { OpcodeName } from '../../bytecode/opcodes.ts';

const K = ts.SyntaxKind;

type BinaryOpcode = Extract<
  OpcodeName,
  | 'ADD'
  | 'SUB'
  | 'MUL'
  | 'DIV'
  | 'MOD'
  | 'POW'
  | 'BIT_AND'
  | 'BIT_OR'
  | 'BIT_XOR'
  | 'SHL'
  | 'SHR'
  | 'USHR'
  | 'LT'
  | 'LE'
  | 'GT'
  | 'GE'
  | 'EQ'
  | 'NE'
  | 'LOOSE_EQ'
  | 'LOOSE_NE'
>;
export type ShortCircuit = 'JUMP_IF_FALSE_KEEP' | 'JUMP_IF_TRUE_KEEP' | 'JUMP_IF_NOT_NULLISH_KEEP';

export const BINARY: ReadonlyMap<ts.SyntaxKind, BinaryOpcode> = new Map([
  [K.PlusToken, 'ADD'],
  [K.MinusToken, 'SUB'],
  [K.AsteriskToken, 'MUL'],
  [K.SlashToken, 'DIV'],
  [K.PercentToken, 'MOD'],
  [K.AsteriskAsteriskToken, 'POW'],
  [K.AmpersandToken, 'BIT_AND'],
  [K.BarToken, 'BIT_OR'],
  [K.CaretToken, 'BIT_XOR'],
  [K.LessThanLessThanToken, 'SHL'],
  [K.GreaterThanGreaterThanToken, 'SHR'],
  [K.GreaterThanGreaterThanGreaterThanToken, 'USHR'],
  [K.LessThanToken, 'LT'],
  [K.LessThanEqualsToken, 'LE'],
  [K.GreaterThanToken, 'GT'],
  [K.GreaterThanEqualsToken, 'GE'],
  [K.EqualsEqualsEqualsToken, 'EQ'],
  [K.ExclamationEqualsEqualsToken, 'NE'],
  [K.EqualsEqualsToken, 'LOOSE_EQ'],
  [K.ExclamationEqualsToken, 'LOOSE_NE'],
]);

export const SHORT_CIRCUIT: ReadonlyMap<ts.SyntaxKind, ShortCircuit> = new Map([
  [K.AmpersandAmpersandToken, 'JUMP_IF_FALSE_KEEP'],
  [K.BarBarToken, 'JUMP_IF_TRUE_KEEP'],
  [K.QuestionQuestionToken, 'JUMP_IF_NOT_NULLISH_KEEP'],
]);

export const COMPOUND: ReadonlyMap<ts.SyntaxKind, BinaryOpcode> = new Map([
  [K.PlusEqualsToken, 'ADD'],
  [K.MinusEqualsToken, 'SUB'],
  [K.AsteriskEqualsToken, 'MUL'],
  [K.SlashEqualsToken, 'DIV'],
  [K.PercentEqualsToken, 'MOD'],
  [K.AsteriskAsteriskEqualsToken, 'POW'],
  [K.AmpersandEqualsToken, 'BIT_AND'],
  [K.BarEqualsToken, 'BIT_OR'],
  [K.CaretEqualsToken, 'BIT_XOR'],
  [K.LessThanLessThanEqualsToken, 'SHL'],
  [K.GreaterThanGreaterThanEqualsToken, 'SHR'],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, 'USHR'],
]);

export const SHORT_CIRCUIT_ASSIGNMENT: ReadonlyMap<ts.SyntaxKind, ShortCircuit> = new Map([
  [K.AmpersandAmpersandEqualsToken, 'JUMP_IF_FALSE_KEEP'],
  [K.BarBarEqualsToken, 'JUMP_IF_TRUE_KEEP'],
  [K.QuestionQuestionEqualsToken, 'JUMP_IF_NOT_NULLISH_KEEP'],
]);

export const UNARY: ReadonlyMap<ts.SyntaxKind, Extract<OpcodeName, 'NEG' | 'TO_NUMBER' | 'NOT' | 'BIT_NOT'>> = new Map([
  [K.MinusToken, 'NEG'],
  [K.PlusToken, 'TO_NUMBER'],
  [K.ExclamationToken, 'NOT'],
  [K.TildeToken, 'BIT_NOT'],
]);
