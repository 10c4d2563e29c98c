/** Builds a Scratch 3 project (project.json of an .sb3) from nested blocks, so that the kernels read as programs. Format: scratch-parser's sb3 schema. */

export type Reporter =
  | number
  | { readonly variable: string }
  | { readonly argument: string }
  | { readonly opcode: string; readonly inputs: Readonly<Record<string, Reporter>>; readonly list?: string };

export interface Statement {
  readonly opcode: string;
  readonly inputs?: Readonly<Record<string, Reporter>>;
  readonly variable?: string;
  readonly list?: string;
  readonly call?: string;
  readonly body?: readonly Statement[];
  readonly otherwise?: readonly Statement[];
}

/** A custom block that runs without screen refresh ("warp"), the fastest that Scratch has. */
export interface Procedure {
  readonly name: string;
  readonly parameter?: string;
  readonly body: readonly Statement[];
}

export interface ScratchProgram {
  readonly variables: readonly string[];
  readonly lists: readonly string[];
  /** The first is called when the green flag is clicked. */
  readonly procedures: readonly Procedure[];
  /** The variable that holds the checksum in the end. */
  readonly result: string;
}

type Block = Record<string, unknown>;

const NUMBER = 4;
const TEXT = 10;
const VARIABLE = 12;
const SHADOW_ONLY = 1;
const BLOCK_ONLY = 2;
const BLOCK_OVER_SHADOW = 3;

class BlockWriter {
  readonly blocks: Record<string, Block> = {};
  readonly #procedures: ReadonlyMap<string, Procedure>;
  #count = 0;

  constructor(procedures: readonly Procedure[]) {
    this.#procedures = new Map(procedures.map((procedure) => [procedure.name, procedure]));
  }

  block(opcode: string, parent: string | null, parts: Block = {}): string {
    const id = `b${this.#count++}`;
    const plain = { opcode, next: null, parent, inputs: {}, fields: {}, shadow: false, topLevel: parent === null };
    this.blocks[id] = { ...plain, ...parts, ...(parent === null ? { x: 0, y: 0 } : {}) };
    return id;
  }

  #input(value: Reporter, parent: string): unknown {
    if (typeof value === 'number') return [SHADOW_ONLY, [NUMBER, String(value)]];
    if ('variable' in value) return [BLOCK_OVER_SHADOW, [VARIABLE, value.variable, value.variable], [TEXT, '']];
    if ('argument' in value) {
      return [BLOCK_ONLY, this.block('argument_reporter_string_number', parent, { fields: { VALUE: [value.argument, null] } })];
    }
    const id = this.block(value.opcode, parent, { fields: value.list === undefined ? {} : { LIST: [value.list, value.list] } });
    this.blocks[id]!['inputs'] = this.#inputs(value.inputs, id);
    return [BLOCK_ONLY, id];
  }

  #inputs(inputs: Readonly<Record<string, Reporter>>, parent: string): Block {
    return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, this.#input(value, parent)]));
  }

  /** @returns the id of the first block. */
  statements(list: readonly Statement[], parent: string): string | null {
    let first: string | null = null;
    let before = parent;
    for (const statement of list) {
      const id = this.#statement(statement, before);
      if (first === null) first = id;
      else this.blocks[before]!['next'] = id;
      before = id;
    }
    return first;
  }

  #statement(statement: Statement, parent: string): string {
    const fields: Block = {};
    if (statement.variable !== undefined) fields['VARIABLE'] = [statement.variable, statement.variable];
    if (statement.list !== undefined) fields['LIST'] = [statement.list, statement.list];
    const id = this.block(statement.opcode, parent, { fields });
    const inputs = this.#inputs(statement.inputs ?? {}, id);
    if (statement.body !== undefined) inputs['SUBSTACK'] = [BLOCK_ONLY, this.statements(statement.body, id)];
    if (statement.otherwise !== undefined) inputs['SUBSTACK2'] = [BLOCK_ONLY, this.statements(statement.otherwise, id)];
    this.blocks[id]!['inputs'] = inputs;
    if (statement.call !== undefined) this.blocks[id]!['mutation'] = this.#mutation(statement.call, false);
    return id;
  }

  #mutation(name: string, prototype: boolean): Block {
    const { parameter } = this.#procedures.get(name)!;
    const ids = JSON.stringify(parameter === undefined ? [] : ['p0']);
    const plain = { tagName: 'mutation', children: [], proccode: procedureCode(name, parameter), argumentids: ids, warp: 'true' };
    if (!prototype) return plain;
    const names = parameter === undefined ? [] : [parameter];
    return { ...plain, argumentnames: JSON.stringify(names), argumentdefaults: JSON.stringify(names.map(() => '')) };
  }

  procedure({ name, parameter, body }: Procedure): void {
    const definition = this.block('procedures_definition', null);
    const prototype = this.block('procedures_prototype', definition, { shadow: true, mutation: this.#mutation(name, true) });
    if (parameter !== undefined) {
      const reporter = this.block('argument_reporter_string_number', prototype, { shadow: true, fields: { VALUE: [parameter, null] } });
      this.blocks[prototype]!['inputs'] = { p0: [SHADOW_ONLY, reporter] };
    }
    this.blocks[definition]!['inputs'] = { custom_block: [SHADOW_ONLY, prototype] };
    this.blocks[definition]!['next'] = this.statements(body, definition);
  }
}

function procedureCode(name: string, parameter: string | undefined): string {
  return parameter === undefined ? name : `${name} %s`;
}

const COSTUME = {
  name: 'empty',
  dataFormat: 'svg',
  assetId: 'cd21514d0531fdffb22204e0ec5ed84a',
  md5ext: 'cd21514d0531fdffb22204e0ec5ed84a.svg',
  rotationCenterX: 0,
  rotationCenterY: 0,
};

export function scratchProject({ variables, lists, procedures }: ScratchProgram): object {
  const writer = new BlockWriter(procedures);
  for (const procedure of procedures) writer.procedure(procedure);
  const flag = writer.block('event_whenflagclicked', null);
  writer.blocks[flag]!['next'] = writer.statements([{ opcode: 'procedures_call', call: procedures[0]!.name }], flag);
  const stage = {
    isStage: true,
    name: 'Stage',
    variables: Object.fromEntries(variables.map((name) => [name, [name, 0]])),
    lists: Object.fromEntries(lists.map((name) => [name, [name, []]])),
    broadcasts: {},
    blocks: writer.blocks,
    comments: {},
    currentCostume: 0,
    costumes: [COSTUME],
    sounds: [],
    volume: 100,
    layerOrder: 0,
  };
  return { targets: [stage], monitors: [], extensions: [], meta: { semver: '3.0.0', vm: '5.0.0', agent: '' } };
}
