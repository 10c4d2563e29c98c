/** Operators that have a block, and how strongly each form binds (ECMAScript's grammar). Layer: language/blocks. */

/** Greater binds tighter. A form stands without brackets where its level is at least what its place asks for. */
export const LEVEL = {
  comma: 0,
  assignment: 2,
  ternary: 3,
  or: 4,
  and: 5,
  bitOr: 6,
  bitXor: 7,
  bitAnd: 8,
  equality: 9,
  relation: 10,
  shift: 11,
  sum: 12,
  product: 13,
  power: 14,
  unary: 15,
  postfix: 16,
  /** A number before a dot needs brackets: `(5).toFixed(1)`. */
  number: 17,
  member: 18,
  primary: 20,
} as const;

export type BinaryBlockType = 'arithmetic' | 'comparison' | 'logic' | 'bitwise' | 'relation' | 'sequence';

interface BinaryOperator {
  readonly type: BinaryBlockType;
  readonly level: number;
}

const group = (type: BinaryBlockType, level: number, ...signs: string[]) =>
  signs.map((sign): [string, BinaryOperator] => [sign, { type, level }]);

export const BINARY_OPERATORS: ReadonlyMap<string, BinaryOperator> = new Map([
  ...group('arithmetic', LEVEL.sum, '+', '-'),
  ...group('arithmetic', LEVEL.product, '*', '/', '%'),
  ...group('arithmetic', LEVEL.power, '**'),
  ...group('comparison', LEVEL.equality, '===', '!=='),
  ...group('comparison', LEVEL.relation, '<', '<=', '>', '>='),
  ...group('comparison', LEVEL.equality, '==', '!='),
  ...group('logic', LEVEL.and, '&&'),
  ...group('logic', LEVEL.or, '||', '??'),
  ...group('bitwise', LEVEL.bitAnd, '&'),
  ...group('bitwise', LEVEL.bitOr, '|'),
  ...group('bitwise', LEVEL.bitXor, '^'),
  ...group('bitwise', LEVEL.shift, '<<', '>>', '>>>'),
  ...group('relation', LEVEL.relation, 'instanceof', 'in'),
  ...group('sequence', LEVEL.comma, ','),
]);

export function binarySigns(type: BinaryBlockType): readonly string[] {
  return [...BINARY_OPERATORS].filter(([, operator]) => operator.type === type).map(([sign]) => sign);
}

export const ASSIGNMENT_SIGNS: readonly string[] = [
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '**=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '>>>=',
  '&&=',
  '||=',
  '??=',
];

/** What the left and the right side of a binary sign must reach. `**` groups to the right and takes no bare sign at its left. */
export function sideLevels(sign: string): { readonly left: number; readonly right: number } {
  const level = BINARY_OPERATORS.get(sign)?.level ?? LEVEL.comma;
  return sign === '**' ? { left: LEVEL.postfix, right: LEVEL.power } : { left: level, right: level + 1 };
}

export const BINARY_TYPES: ReadonlySet<string> = new Set([...BINARY_OPERATORS.values()].map(({ type }) => type));

/** Signs before a value that have one block together; `-` and `!` have blocks of their own. */
export const UNARY_SIGNS = ['typeof', '+', '~', 'delete', 'void'] as const;

/** `??` may not stand beside `||` or `&&` without brackets. */
export function needsBracketsBeside(sign: string, inner: string): boolean {
  return sign !== inner && (sign === '??' || inner === '??') && [sign, inner].every((each) => BINARY_OPERATORS.get(each)?.type === 'logic');
}

/** Functions of Math with one argument that have a block. */
export const MATH_FUNCTIONS = [
  'abs',
  'round',
  'floor',
  'ceil',
  'trunc',
  'sign',
  'sqrt',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'exp',
  'log',
  'log10',
  'log2',
  'cbrt',
] as const;
/** With two. */
export const MATH_PAIRS = ['min', 'max', 'pow', 'atan2', 'hypot'] as const;
export const MATH_CONSTANTS = ['PI', 'E', 'SQRT2', 'LN2', 'LN10'] as const;
