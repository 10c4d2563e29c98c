/** The five kernels of programs.ts as Scratch blocks: the same algorithms, each loop and condition in Scratch's own cheapest form. */
import type { Kernel } from './programs.ts';
import type { Reporter, ScratchProgram, Statement } from './scratch-blocks.ts';

const variable = (name: string): Reporter => ({ variable: name });
const operator =
  (opcode: string) =>
  (a: Reporter, b: Reporter): Reporter => ({ opcode: `operator_${opcode}`, inputs: { NUM1: a, NUM2: b } });
const comparison =
  (opcode: string) =>
  (a: Reporter, b: Reporter): Reporter => ({ opcode: `operator_${opcode}`, inputs: { OPERAND1: a, OPERAND2: b } });

const plus = operator('add');
const minus = operator('subtract');
const times = operator('multiply');
const over = operator('divide');
const mod = operator('mod');
const less = comparison('lt');
const more = comparison('gt');
const equal = comparison('equals');
const either = comparison('or');

const item = (list: string, index: Reporter): Reporter => ({ opcode: 'data_itemoflist', inputs: { INDEX: index }, list });
const set = (name: string, value: Reporter): Statement => ({ opcode: 'data_setvariableto', variable: name, inputs: { VALUE: value } });
const change = (name: string, by: Reporter): Statement => ({ opcode: 'data_changevariableby', variable: name, inputs: { VALUE: by } });
const until = (condition: Reporter, body: readonly Statement[]): Statement => ({
  opcode: 'control_repeat_until',
  inputs: { CONDITION: condition },
  body,
});
const when = (condition: Reporter, body: readonly Statement[]): Statement => ({
  opcode: 'control_if',
  inputs: { CONDITION: condition },
  body,
});
const append = (list: string, value: Reporter): Statement => ({ opcode: 'data_addtolist', list, inputs: { ITEM: value } });
const replace = (list: string, index: Reporter, value: Reporter): Statement => ({
  opcode: 'data_replaceitemoflist',
  list,
  inputs: { INDEX: index, ITEM: value },
});
const clear = (list: string): Statement => ({ opcode: 'data_deletealloflist', list });

const [i, j, s, l, r, error, integral, v] = ['i', 'j', 's', 'l', 'r', 'error', 'integral', 'v'].map(variable) as [
  Reporter,
  Reporter,
  Reporter,
  Reporter,
  Reporter,
  Reporter,
  Reporter,
  Reporter,
];

const EMPTY_LOOP: ScratchProgram = {
  variables: ['i'],
  lists: [],
  result: 'i',
  procedures: [{ name: 'main', body: [set('i', 0), until(more(i, 999_999), [change('i', 1)])] }],
};

/** Lists count from 1, so flag n stands at n + 1; the loops run over that index. */
const SIEVE: ScratchProgram = {
  variables: ['i', 'j', 'count'],
  lists: ['flags'],
  result: 'count',
  procedures: [
    {
      name: 'main',
      body: [
        clear('flags'),
        set('i', 0),
        until(more(i, 10_000), [append('flags', 1), change('i', 1)]),
        set('count', 0),
        set('i', 2),
        until(more(i, 10_000), [
          when(equal(item('flags', plus(i, 1)), 1), [
            change('count', 1),
            set('j', plus(i, i)),
            until(more(j, 10_000), [replace('flags', plus(j, 1), 0), set('j', plus(j, i))]),
          ]),
          change('i', 1),
        ]),
      ],
    },
  ],
};

const PID: ScratchProgram = {
  variables: ['integral', 'last', 's', 'sum', 'i', 'error', 'd', 'out', 'l', 'r'],
  lists: [],
  result: 'sum',
  procedures: [
    {
      name: 'main',
      body: [
        ...['integral', 'last', 'sum', 'i'].map((name) => set(name, 0)),
        set('s', 300),
        until(more(i, 19_999), [
          set('error', times(minus(s, 512.5), 0.001953125)),
          set('integral', plus(integral, times(error, 0.01))),
          when(more(integral, 1.5), [set('integral', 1.5)]),
          when(less(integral, -1.5), [set('integral', -1.5)]),
          set('d', over(minus(error, variable('last')), 0.01)),
          set('last', error),
          set('out', plus(plus(times(40.5, error), times(5.5, integral)), times(0.75, variable('d')))),
          set('l', plus(100.5, variable('out'))),
          set('r', minus(100.5, variable('out'))),
          when(more(l, 255.5), [set('l', 255.5)]),
          when(less(l, 0.5), [set('l', 0.5)]),
          when(more(r, 255.5), [set('r', 255.5)]),
          when(less(r, 0.5), [set('r', 0.5)]),
          set('s', plus(s, times(minus(r, l), 0.05))),
          set('sum', plus(times(variable('sum'), 0.99), l)),
          change('i', 1),
        ]),
      ],
    },
  ],
};

const n: Reporter = { argument: 'n' };
const fib = (argument: Reporter): Statement => ({ opcode: 'procedures_call', call: 'fib', inputs: { p0: argument } });

/** Custom blocks return nothing, so the leaves are added up in a variable: the same calls, the same sum. */
const FIB: ScratchProgram = {
  variables: ['result'],
  lists: [],
  result: 'result',
  procedures: [
    { name: 'main', body: [set('result', 0), fib(20)] },
    {
      name: 'fib',
      parameter: 'n',
      body: [
        {
          opcode: 'control_if_else',
          inputs: { CONDITION: less(n, 2) },
          body: [change('result', n)],
          otherwise: [fib(minus(n, 1)), fib(minus(n, 2))],
        },
      ],
    },
  ],
};

const SORT: ScratchProgram = {
  variables: ['seed', 'i', 'j', 'v', 'result'],
  lists: ['a'],
  result: 'result',
  procedures: [
    {
      name: 'main',
      body: [
        clear('a'),
        set('seed', 12_345),
        set('i', 0),
        until(more(i, 499), [
          set('seed', mod(plus(times(variable('seed'), 75), 74), 65_537)),
          append('a', variable('seed')),
          change('i', 1),
        ]),
        set('i', 2),
        until(more(i, 500), [
          set('v', item('a', i)),
          set('j', minus(i, 1)),
          // Item 0 reads as '' in Scratch, which is less than any number: the second half is harmless at j = 0.
          until(either(less(j, 1), less(item('a', j), plus(v, 1))), [replace('a', plus(j, 1), item('a', j)), set('j', minus(j, 1))]),
          replace('a', plus(j, 1), v),
          change('i', 1),
        ]),
        set('result', plus(plus(item('a', 1), times(item('a', 251), 2)), item('a', 500))),
      ],
    },
  ],
};

export const SCRATCH_PROGRAMS: Readonly<Record<Kernel['name'], ScratchProgram>> = {
  'empty loop': EMPTY_LOOP,
  sieve: SIEVE,
  'PID step': PID,
  fib: FIB,
  sort: SORT,
};
