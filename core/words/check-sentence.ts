/** The sentence for a failed check: the pack's own where it has one, else the product's. Layer: words. */
import type { FaultParams } from '../base/result.ts';
import type { CheckFailure } from '../pack/checks/check-outcome.ts';
import type { Construct } from '../robot/program-facts.ts';
import { checkWords } from './check-words.ts';
import { fillIn, type Language } from './words.ts';

type Both = { readonly [L in Language]: string };

const both = (chinese: string, english: string): Both => ({ 'zh-CN': chinese, en: english });

const CONSTRUCT_WORDS: Readonly<Record<Construct, Both>> = {
  if: both('如果', 'if'),
  else: both('否则', 'else'),
  while: both('当…时重复', 'while'),
  repeat: both('重复…次', 'repeat'),
  forever: both('一直重复', 'forever'),
  parallel: both('同时做', 'at the same time'),
  function: both('函数', 'function'),
  variable: both('变量', 'variable'),
  list: both('列表', 'list'),
  calculation: both('算式', 'calculation'),
};

/** Words for values that are names of things; what is not here stands as it is. */
const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, Both>>>> = {
  construct: CONSTRUCT_WORDS,
  ended: ended(),
  wanted: ended(),
  when: {
    'line-dark': both('看到黑线', 'a line is seen'),
    'line-lost': both('看不到线', 'the line is lost'),
    'sonar-below': both('前面有东西', 'something is ahead'),
    'ai-sees': both('AI 看到它', 'AI sees it'),
  },
  then: {
    stops: both('停下', 'stop'),
    'turns-left': both('左转', 'turn left'),
    'turns-right': both('右转', 'turn right'),
    'backs-up': both('后退', 'back up'),
    changes: both('改变动作', 'change what it does'),
  },
};

function ended(): Readonly<Record<string, Both>> {
  return {
    finished: both('程序自己结束', 'the program finished'),
    stopped: both('按了停止', 'stopped'),
    'time-limit': both('时间到', 'time was up'),
    error: both('出错', 'an error'),
  };
}

function readable(params: FaultParams, language: Language): FaultParams {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const words = Object.hasOwn(VALUE_WORDS, name) ? VALUE_WORDS[name]! : {};
      const parts = String(value).split(' / ');
      const known = parts.map((part) => (Object.hasOwn(words, part) ? words[part]![language] : part));
      return [name, typeof value === 'string' ? known.join(' / ') : value];
    }),
  );
}

/** @param names puts a person's name in place of an id: a track's in `track` and `wanted` */
export function checkSentence(failure: CheckFailure, language: Language, names: (id: string) => string = (id) => id): string {
  const template = failure.reason?.[language] ?? checkWords[language][failure.code];
  const params = readable(failure.params, language);
  const isTrack = failure.code === 'check.track';
  return fillIn(
    template,
    isTrack
      ? Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value).split(' / ').map(names).join(' / ')]))
      : params,
  );
}
