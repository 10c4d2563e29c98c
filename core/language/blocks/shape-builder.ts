/** Puts together Blockly's JSON description of one block. Layer: language/blocks. */

import { stackKindsOf, type StackKind } from './stack-kinds.ts';

const SQUARE = 3;

/** One field or input, in Blockly's JSON. Our own field types are named `guiji_…` and live in web/adapters/blockly. */
export interface ShapeArg {
  readonly type: string;
  readonly name?: string;
  readonly [option: string]: unknown;
}

/** Blockly's JSON block definition. */
export interface BlockDefinition {
  readonly type: string;
  readonly message0: string;
  readonly args0: readonly ShapeArg[];
  readonly inputsInline: true;
  readonly style: string;
  readonly tooltip: string;
  /** Which stacks it may stand in. */
  readonly previousStatement?: readonly StackKind[];
  readonly nextStatement?: readonly StackKind[];
  readonly output?: string | null;
  /** Blockly's number of an outline; 3 is square. */
  readonly outputShape?: number;
}

/** Why has even `return` a joint below: text may go on after it, and a block must hold what the text holds. */
export type Joints = 'hat' | 'statement' | { readonly output: string | null };

export const value = (name: string): ShapeArg => ({ type: 'input_value', name });
/** A socket with pointed ends; everything fits all the same, for text may hold anything there. */
export const truth = (name: string): ShapeArg => ({ type: 'input_value', name, check: ['Boolean', 'Number', 'String', 'Array'] });
export const body = (name: string, kind: StackKind = 'Statement'): ShapeArg => ({ type: 'input_statement', name, check: kind });
export const choice = (name: string, options: readonly (readonly [string, string])[]): ShapeArg => ({
  type: 'guiji_choice',
  name,
  options,
});
/** Where a name is given, and where one is used. */
export const newName = (name: string, text: string): ShapeArg => ({ type: 'guiji_new_name', name, text });
export const usedName = (name: string, text: string): ShapeArg => ({ type: 'guiji_used_name', name, text });
export const typed = (name: string, text: string): ShapeArg => ({ type: 'guiji_text', name, text });

export class ShapeBuilder {
  #message = '';
  readonly #args: ShapeArg[] = [];
  /** Words or sockets stand in the row under way. */
  #wordsStand = false;

  /** Words with places `%1`…; a part in `[…]` goes where its argument is missing. */
  label(template: string, args: readonly (ShapeArg | undefined)[] = []): this {
    const kept = template.replace(/\[([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/%(\d+)/g)].every(([, place]) => args[Number(place) - 1] !== undefined) ? part : '',
    );
    if (/^\s*[^\s%]/.test(kept)) this.#wordsStand = true;
    this.#message += ` ${kept.replace(/%(\d+)/g, (_, place: string) => this.#place(args[Number(place) - 1]!))}`;
    return this;
  }

  add(...args: readonly ShapeArg[]): this {
    for (const arg of args) this.#message += ` ${this.#place(arg)}`;
    return this;
  }

  #place(arg: ShapeArg): string {
    // A body stands below the words before it, so that its arm is narrow.
    const opening = arg.type === 'input_statement' && this.#wordsStand ? `${this.#place({ type: 'input_dummy' })} ` : '';
    this.#wordsStand = arg.type !== 'input_statement' && arg.type !== 'input_dummy';
    this.#args.push(arg);
    return `${opening}%${this.#args.length}`;
  }

  build(type: string, options: { readonly style: string; readonly tooltip: string; readonly joints: Joints }): BlockDefinition {
    const { joints, style, tooltip } = options;
    const base = { type, message0: this.#message.trim(), args0: this.#args, inputsInline: true, style, tooltip } as const;
    if (joints === 'hat') return type === 'function_declare' ? base : { ...base, nextStatement: ['Statement'] };
    const kinds = stackKindsOf(type);
    if (joints === 'statement') return { ...base, previousStatement: kinds, nextStatement: kinds };
    return { ...base, output: joints.output, ...(joints.output === 'String' ? { outputShape: SQUARE } : {}) };
  }
}
