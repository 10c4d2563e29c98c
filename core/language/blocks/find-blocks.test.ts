import { describe, expect, it } from 'vitest';
import profileJson from '../../../firmware-profiles/uno-line-car/profile.json' with { type: 'json' };
import { parseRobotProfile } from '../../robot/profile.ts';
import { BlockFinder } from './find-blocks.ts';
import { toolboxFor } from './toolbox.ts';

const profile = parseRobotProfile(profileJson);
if (!profile.ok) throw new Error('the first profile must parse');
const finder = new BlockFinder(toolboxFor(profile.value, 'zh-CN'));
const types = (question: string) => finder.find(question).map(({ type }) => type);

describe('finding a block', () => {
  it.each([
    ['前进', 'api_car_forward'],
    ['forward', 'api_car_forward'],
    ['car.drive', 'api_car_drive'],
    ['ＷＨＩＬＥ', 'while'],
    ['重复', 'repeat'],
    ['如果 否则', 'if'],
    ['try', 'try'],
    ['四舍五入', 'math_function'],
    ['.push(', 'method_push'],
    ['class', 'class_declare'],
  ])('%s finds %s', (question, type) => expect(types(question)).toContain(type));

  it('finds nothing for nothing, and nothing where nothing fits', () => {
    expect(types('  ')).toEqual([]);
    expect(types('xyzzy')).toEqual([]);
  });

  it('shows no block twice', () => {
    const found = finder.find('e').map((block) => JSON.stringify(block));
    expect(new Set(found).size).toBe(found.length);
  });
});
