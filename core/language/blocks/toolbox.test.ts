import { describe, expect, it } from 'vitest';
import profileJson from '../../../firmware-profiles/uno-line-car/profile.json' with { type: 'json' };
import { API_NAMES, apiEntry } from '../../robot/api-table.ts';
import { EVENT_NAMES, eventEntry } from '../../robot/event-table.ts';
import { parseRobotProfile, type RobotProfile } from '../../robot/profile.ts';
import { LANGUAGES } from '../../words/words.ts';
import { blockDefinition, blockDefinitions, BLOCK_TYPES, changedState } from './block-definitions.ts';
import { API_CALLABLES, EVENT_CALLABLES } from './callables.ts';
import { visit } from './block-walk.ts';
import { blocksToText } from './blocks-to-text.ts';
import { stackKindsOf } from './stack-kinds.ts';
import { textToBlocks } from './text-to-blocks.ts';
import { functionsIn, toolboxFor, variablesIn, type ToolboxBlock } from './toolbox.ts';

const parsed = parseRobotProfile(profileJson);
if (!parsed.ok) throw new Error('the first profile must parse');
const profile: RobotProfile = parsed.value;

function allBlocks(language: 'zh-CN' | 'en'): ToolboxBlock[] {
  return [
    ...toolboxFor(profile, language).contents.flatMap((category) => category.contents ?? []),
    ...variablesIn(['a', '速度'], language),
    ...functionsIn([{ name: '走', parameters: 2, returnsValue: true }], language),
  ];
}

describe('block definitions', () => {
  it.each(LANGUAGES)('name every argument once and place every one, in %s', (language) => {
    for (const { type, message0, args0 } of blockDefinitions(language)) {
      const places = [...message0.matchAll(/%(\d+)/g)].map((match) => Number(match[1])).sort((a, b) => a - b);
      expect(places, type).toEqual(args0.map((_, index) => index + 1));
      const names = args0.flatMap((arg) => (arg.name === undefined ? [] : [arg.name]));
      expect(new Set(names).size, type).toBe(names.length);
    }
  });

  it('have the same fields and sockets in both languages', () => {
    for (const type of BLOCK_TYPES) {
      const names = LANGUAGES.map((language) =>
        blockDefinition(type, undefined, language)
          .args0.map((arg) => arg.name ?? '')
          .sort(),
      );
      expect(names[0], type).toEqual(names[1]);
    }
  });

  it('follow + and − between their bounds', () => {
    expect(changedState('if', {}, 1)).toEqual({ otherwise: true });
    expect(changedState('if', { otherwise: true }, 1)).toEqual({ elseIfs: 1, otherwise: true });
    expect(changedState('if', { elseIfs: 1, otherwise: true }, -1)).toEqual({ otherwise: true });
    expect(changedState('if', {}, -1)).toBeUndefined();
    expect(changedState('api_log', {}, 1)).toEqual({ count: 2 });
    expect(changedState('api_log', {}, -1)).toBeUndefined();
    expect(changedState('api_car_forward', { count: 0 }, 1)).toEqual({ count: 1 });
    expect(changedState('api_car_stop', {}, 1)).toBeUndefined();
  });
});

describe('the toolbox', () => {
  it('shows the blocks of the parts that the robot has, and no others', () => {
    const types = allBlocks('en').map((block) => block.type);
    expect(types).toEqual(
      expect.arrayContaining(['api_line_position', 'api_sonar_mm', 'api_led_set', 'api_buzzer_tone', 'api_button_pressed']),
    );
    for (const missing of ['api_gyro_heading', 'api_servo_set', 'api_display_text', 'api_bump_pressed'])
      expect(types).not.toContain(missing);
  });

  it('has every function and event of the robot API where the robot has all parts', () => {
    const parts = new Set([...API_NAMES.map((name) => apiEntry(name).part), ...EVENT_NAMES.map((name) => eventEntry(name).part)]);
    const whole = { ...profile, parts: [...parts].map((type) => ({ type })) } as unknown as RobotProfile;
    const types = new Set<string>();
    const blocks = toolboxFor(whole, 'en').contents.flatMap((category) => category.contents ?? []);
    for (const block of blocks) visit(block, ({ type }) => void types.add(type));
    const wanted = [...API_CALLABLES, ...EVENT_CALLABLES].map(({ type }) => type);
    expect(wanted.filter((type) => !types.has(type))).toEqual([]);
    expect(EVENT_CALLABLES.map(({ event }) => event)).toEqual(EVENT_NAMES);
  });

  it('leaves out a category that would be empty', () => {
    const bare = { ...profile, parts: profile.parts.filter((part) => part.type !== 'line') };
    expect(toolboxFor(bare, 'en').contents.map((category) => category.toolboxitemid)).not.toContain('blocks-line');
  });

  it.each(LANGUAGES)('holds only blocks whose text becomes the same block, in %s', (language) => {
    for (const { kind: _, gap: __, ...block } of allBlocks(language)) {
      const { output } = blockDefinition(block.type, undefined, language);
      const isTop = block.type === 'function_declare' || block.type === 'program_start';
      // Cases and members have text only inside of what holds them.
      if (!stackKindsOf(block.type).includes('Statement')) continue;
      const statement = output === undefined ? block : { type: 'run_expression', inputs: { VALUE: { block } } };
      const top = isTop ? block : { type: 'program_start', next: { block: statement } };
      const text = blocksToText({ blocks: { languageVersion: 0, blocks: [top] } }).text;
      const again = blocksToText(textToBlocks(text).workspace).text;
      expect(again, block.type).toBe(text);
      expect(
        textToBlocks(text).workspace.blocks!.blocks.map((each) => each.type),
        text,
      ).toContain(top.type);
      expect(text, block.type).not.toContain('undefined');
    }
  });
});
