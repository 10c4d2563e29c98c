import type { ContestRulesFaultCode } from '../contest/contest-rules.ts';
import type { Words } from './words.ts';

export const contestWords = {
  'zh-CN': {
    'contest-rules.not-this-format': '这不是比赛规则文件（应当是 {expected}）。请换一个文件。',
    'contest-rules.newer-version': '这份比赛规则是较新版本（{version}，这里最高 {known}）的软件做的。请先更新轨迹实验室。',
    'contest-rules.wrong-type': '比赛规则的 {path} 类型不对，应当是 {expected}。请改正这一项。',
    'contest-rules.out-of-range': '比赛规则的 {path} 超出范围，应当 {bound}。请改正这一项。',
    'contest-rules.too-many': '比赛规则的 {path} 太多，最多 {limit} 个。请减少一些。',
    'contest-rules.unknown-field': '比赛规则的 {path} 里有不认识的项“{name}”。请检查拼写。',
    'contest-rules.bad-value': '比赛规则的 {path} 不是允许的值。请改正这一项。',
  },
  en: {
    'contest-rules.not-this-format': 'This is not a file of contest rules (expected {expected}). Choose another file.',
    'contest-rules.newer-version':
      'These contest rules were made by a newer version ({version}, known here: {known}). Update Guiji Lab first.',
    'contest-rules.wrong-type': 'In the contest rules, {path} has the wrong type; it must be {expected}. Correct that entry.',
    'contest-rules.out-of-range': 'In the contest rules, {path} is out of range; it must be {bound}. Correct that entry.',
    'contest-rules.too-many': 'In the contest rules, there are too many {path}; at most {limit} are allowed. Take some away.',
    'contest-rules.unknown-field': 'In the contest rules, {path} has an unknown entry “{name}”. Check its spelling.',
    'contest-rules.bad-value': 'In the contest rules, {path} is not an allowed value. Correct that entry.',
  },
} satisfies Words<ContestRulesFaultCode>;
