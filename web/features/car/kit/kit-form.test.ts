import { describe, expect, it } from 'vitest';
import { parseRobotProfile, type PartType, type RobotProfile } from '../../../../core/robot/profile.ts';
import { shippedProfile, shippedProfiles } from '../../../../firmware-profiles/index.ts';
import { en, zh } from '../../../messages/areas/kit.ts';
import { changed, formAt, type FormNode } from './kit-form.ts';
import { newPart, PART_TYPES, variantsOf } from './new-part.ts';

const uno = shippedProfile('uno-line-car')!;

function leaves(nodes: readonly FormNode[]): readonly FormNode[] {
  return nodes.flatMap((node) => (node.kind === 'group' ? leaves(node.nodes) : node.kind === 'list' ? leaves(node.items) : [node]));
}

const everyNode = (nodes: readonly FormNode[]): readonly FormNode[] =>
  nodes.flatMap((node) => [node, ...everyNode(node.kind === 'group' ? node.nodes : node.kind === 'list' ? node.items : [])]);

/** Every leaf of a document, as paths. */
function pathsOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => pathsOf(each, path === '' ? key : `${path}.${key}`));
}

/** The board alone, with nothing on it but one lamp. */
const bare: RobotProfile = { ...shippedProfile('mega-explorer')!, parts: [] };

describe('the form of a kit', () => {
  it.each(['body', 'dynamics', 'sensing', 'calibration'])('has every entry of %s that a kit has', (section) => {
    for (const kit of shippedProfiles()) {
      const shown = leaves(formAt(kit, [section])).map(({ path }) => path.join('.'));
      expect(shown).toEqual(expect.arrayContaining([...pathsOf(kit[section as 'body'], section)]));
    }
  });

  it('has every entry of every part but what says which part it is', () => {
    for (const kit of shippedProfiles()) {
      kit.parts.forEach((part, index) => {
        const shown = leaves(formAt(kit, ['parts', index])).map(({ path }) => path.join('.'));
        const fixed = ['type', 'driver', 'kind', 'widthPx'].map((key) => `parts.${index}.${key}`);
        const own = pathsOf(part, `parts.${index}`).filter((path) => !fixed.includes(path));
        expect(shown).toEqual(expect.arrayContaining(own));
      });
    }
  });

  it('knows pins, ranges and choices', () => {
    const sensors = formAt(uno, ['parts', 1]).find(({ key }) => key === 'sensors')!;
    expect(sensors).toMatchObject({ kind: 'list', mayAdd: true, mayRemove: true });
    const first = sensors.kind === 'list' ? sensors.items[0]! : undefined;
    expect(first?.kind === 'group' && first.nodes[0]).toMatchObject({ kind: 'pin', value: 'A0', path: ['parts', 1, 'sensors', 0, 'pin'] });
    expect(formAt(uno, ['dynamics']).find(({ key }) => key === 'deadZonePercent')).toMatchObject({ kind: 'number', min: 0, max: 60 });
  });

  it('has words for everything it shows, in both languages', () => {
    const parts = PART_TYPES.flatMap((type) => variantsOf(type).map((variant) => newPart(bare, [], type, variant)));
    const kits = [...shippedProfiles(), ...parts.map((part) => ({ ...bare, parts: [part] }))];
    const nodes = kits.flatMap((kit) => [
      ...['body', 'dynamics', 'sensing', 'calibration'].flatMap((section) => everyNode(formAt(kit, [section]))),
      ...kit.parts.flatMap((_, index) => everyNode(formAt(kit, ['parts', index]))),
    ]);
    const asked = new Set(
      nodes.flatMap((node) => [`field.${node.key}`, ...(node.kind === 'choice' ? node.options.map((each) => `choice.${each}`) : [])]),
    );
    for (const type of PART_TYPES) for (const variant of variantsOf(type)) if (variantsOf(type).length > 1) asked.add(`choice.${variant}`);
    const missing = [...asked].filter((key) => !(key in zh) || !(key in en));
    expect(missing).toEqual([]);
  });

  it('changes one entry and nothing else, and takes one away', () => {
    const other = changed(uno, ['parts', 1, 'sensors', 2, 'pin'], 'A7');
    expect(formAt(other, ['parts', 1]).length).toBe(formAt(uno, ['parts', 1]).length);
    expect(changed(other, ['parts', 1, 'sensors', 2, 'pin'], 'A2')).toEqual(uno);
    expect(changed(uno, ['parts', 0], undefined).parts).toEqual(uno.parts.slice(1));
    expect(changed({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
  });
});

describe('a part that is added', () => {
  it.each(PART_TYPES.flatMap((type) => variantsOf(type).map((variant) => [type, variant] as const)))(
    '%s %s is whole and takes free pins only',
    (type, variant) => {
      const kit = shippedProfile('uno-two-switch-car')!;
      const others = kit.parts.filter((part) => part.type !== type && ['motors', 'line'].includes(part.type));
      const withPart = { ...kit, parts: [...others, newPart(kit, others, type, variant)] };
      const parsed = parseRobotProfile(withPart);
      // An Uno has too few pins with PWM for some; then a pin is named and nothing else.
      if (!parsed.ok) expect(parsed.fault.code).toMatch(/^profile\.(pin-twice|timer-conflict|pin-is-i2c)$/);
    },
  );

  it('fits a large board with any other', () => {
    let kit = bare;
    for (const type of PART_TYPES satisfies readonly PartType[]) kit = { ...kit, parts: [...kit.parts, newPart(kit, kit.parts, type)] };
    const parsed = parseRobotProfile(kit);
    expect(parsed.ok ? 'ok' : parsed.fault).toBe('ok');
  });
});
