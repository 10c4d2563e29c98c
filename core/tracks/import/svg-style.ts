/** How an SVG's shapes look: presentation attributes, `style` and simple style sheets. Layer: tracks. Specification: https://www.w3.org/TR/SVG2/styling.html */
import type { SvgElement } from './safe-xml.ts';

export interface Style {
  /** #rrggbb; null: none. */
  readonly stroke: string | null;
  readonly fill: string | null;
  readonly strokeWidth: number;
  readonly dash: readonly number[];
  readonly isShown: boolean;
}

export const FIRST_STYLE: Style = { stroke: null, fill: '#000000', strokeWidth: 1, dash: [], isShown: true };

/** Those that drawing programs write by name. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ black: '#000000', white: '#ffffff', red: '#ff0000', green: '#008000', blue: '#0000ff', yellow: '#ffff00', orange: '#ffa500' },
  ...{ gray: '#808080', grey: '#808080', silver: '#c0c0c0', lime: '#00ff00', cyan: '#00ffff', aqua: '#00ffff', magenta: '#ff00ff' },
  ...{ fuchsia: '#ff00ff', purple: '#800080', brown: '#a52a2a', pink: '#ffc0cb', navy: '#000080', teal: '#008080', maroon: '#800000' },
  ...{ olive: '#808000', darkgray: '#a9a9a9', lightgray: '#d3d3d3', dimgray: '#696969' },
};

const byte = (value: string): string => {
  const number = value.endsWith('%') ? (Number.parseFloat(value) / 100) * 255 : Number.parseFloat(value);
  return Math.max(0, Math.min(255, Math.round(number)))
    .toString(16)
    .padStart(2, '0');
};

/** undefined: not a colour that is known here. */
function colorOf(text: string): string | null | undefined {
  const value = text.trim().toLowerCase();
  if (value === 'none' || value === 'transparent') return null;
  if (/^#[0-9a-f]{6}$/.test(value)) return value;
  if (/^#[0-9a-f]{3}$/.test(value)) return `#${[...value.slice(1)].map((digit) => digit + digit).join('')}`;
  if (/^#[0-9a-f]{8}$/.test(value)) return value.endsWith('00') ? null : value.slice(0, 7);
  const parts = /^rgba?\(([^)]*)\)$/
    .exec(value)?.[1]
    ?.split(/[\s,/]+/)
    .filter((part) => part !== '');
  if (parts !== undefined && parts.length >= 3) return Number(parts[3] ?? 1) === 0 ? null : `#${parts.slice(0, 3).map(byte).join('')}`;
  return Object.hasOwn(NAMED, value) ? NAMED[value] : undefined;
}

type Declarations = Readonly<Record<string, string>>;

const declarationsIn = (text: string): Declarations =>
  Object.fromEntries([...text.matchAll(/([a-z-]+)\s*:\s*([^;{}]+)/gi)].map(([, name, value]) => [name!.toLowerCase(), value!.trim()]));

/** Selector to declarations; selectors of one name, class or id alone count. */
export type Sheet = ReadonlyMap<string, Declarations>;

export function sheetOf(texts: readonly string[]): Sheet {
  const sheet = new Map<string, Declarations>();
  for (const text of texts) {
    for (const [, selectors, body] of text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      for (const selector of selectors!.split(',').map((each) => each.trim())) {
        sheet.set(selector, { ...sheet.get(selector), ...declarationsIn(body!) });
      }
    }
  }
  return sheet;
}

/** Lengths in user units; other units are of 96 to the inch, as in browsers. */
const UNITS: Readonly<Record<string, number>> = { '': 1, px: 1, mm: 96 / 25.4, cm: 96 / 2.54, in: 96, pt: 96 / 72, pc: 16, q: 96 / 101.6 };

export function lengthOf(text: string | undefined): number | undefined {
  const match = /^\s*([-+]?(?:\d*\.\d+|\d+\.?)(?:e[-+]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '');
  const unit = match === null ? undefined : UNITS[match[2]!.toLowerCase()];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** What an element looks like within what surrounds it. */
export function styleOf({ name, attributes }: SvgElement, around: Style, sheet: Sheet): Style {
  const classes = (attributes.class ?? '').split(/\s+/).map((each) => sheet.get(`.${each}`));
  const ofClasses: Declarations = Object.assign({}, ...classes) as Declarations;
  const all: Readonly<Record<string, string | undefined>> = {
    ...{ ...attributes, ...sheet.get(name), ...ofClasses, ...sheet.get(`#${attributes.id ?? ''}`) },
    ...declarationsIn(attributes.style ?? ''),
  };
  const paint = (key: 'stroke' | 'fill'): string | null => {
    const color = all[key] === undefined ? undefined : colorOf(all[key]);
    // Why black for a gradient: something is drawn there.
    return color !== undefined ? color : all[key] === undefined || all[key] === 'inherit' ? around[key] : '#000000';
  };
  const dash = all['stroke-dasharray'];
  return {
    ...{ stroke: paint('stroke'), fill: paint('fill'), strokeWidth: lengthOf(all['stroke-width']) ?? around.strokeWidth },
    dash: dash === undefined ? around.dash : dash === 'none' ? [] : dash.split(/[\s,]+/).map((each) => lengthOf(each) ?? 0),
    isShown: around.isShown && all.display !== 'none' && all.visibility !== 'hidden' && all.opacity !== '0',
  };
}
