/** Why a value of some kind cannot be used where a number is needed. Layer: bytecode. */
import { wordOf, type AbstractValue, type ValueWord } from './abstract-value.ts';
import { Refused } from './refusal.ts';

/** Now this one, now that. */
function refusedForTwo(word: ValueWord): Refused {
  if (word === 'list') return new Refused('board.list-moves');
  if (word === 'function') return new Refused('board.function-value');
  return word === 'text' ? new Refused('board.text') : new Refused('board.empty');
}

export function refusedFor(value: AbstractValue): Refused {
  switch (value.kind) {
    case 'mixed':
      return value.one === value.other ? refusedForTwo(value.one) : new Refused('board.mixed', { one: value.one, other: value.other });
    case 'text':
      return new Refused('board.text');
    case 'function':
      return new Refused('board.function-value');
    case 'array':
    case 'iterator':
      return new Refused('board.list-moves');
    default:
      return new Refused('board.empty', { word: wordOf(value) });
  }
}
