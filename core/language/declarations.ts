/** The robot API as declarations, made from the API table. Layer: language. */
import { API_NAMES, apiEntry, type ApiEntry, type ApiName, type ApiParam, type ApiUnit } from '../robot/api-table.ts';
import { EVENT_NAMES, eventEntry } from '../robot/event-table.ts';

const RESULT_TYPES: { readonly [R in ApiEntry['result']]: string } = {
  void: 'void',
  number: 'number',
  numbers: 'number[]',
  boolean: 'boolean',
  string: 'string',
  any: 'any',
};

const UNIT_SIGNS: { readonly [U in ApiUnit]: string } = {
  ms: 'ms',
  mm: 'mm',
  percent: '%',
  degrees: '°',
  hz: 'Hz',
  volts: 'V',
  index: '',
};

const PARAM_TYPES: { readonly [T in ApiParam['type']]: string } = {
  number: 'number',
  numbers: 'readonly number[]',
  boolean: 'boolean',
  string: 'string',
  value: 'number | string | boolean',
  color: 'LedColor',
  side: 'WheelSide',
  event: 'string',
  body: '() => void',
  any: 'unknown',
};

/** `LedColor` takes any text, so that a colour may come from a variable; the names are what the editor offers. */
const TYPES = `
type LedColor = 'red' | 'orange' | 'yellow' | 'green' | 'cyan' | 'blue' | 'purple' | 'pink' | 'white' | 'off' | (string & {});
type WheelSide = 'left' | 'right';
`;

/** "−100 … 100 %", "ms", or '' where there is nothing to say. */
function rangeText(param: ApiParam): string {
  const unit = param.unit ? UNIT_SIGNS[param.unit] : '';
  const range = param.min !== undefined && param.max !== undefined ? `${param.min} … ${param.max}` : '';
  return [range, unit]
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll('-', '−');
}

function parameter(param: ApiParam): string {
  if (param.rest) return `...${param.name}: ${param.type === 'body' ? '(() => void)' : PARAM_TYPES[param.type]}[]`;
  return `${param.name}${param.default === undefined ? '' : '?'}: ${PARAM_TYPES[param.type]}`;
}

function comment(entry: ApiEntry): string {
  const lines = entry.params
    .map((param) => ({ param, range: rangeText(param) }))
    .filter(({ param, range }) => range !== '' || param.default !== undefined)
    .map(({ param, range }) => {
      const fallback = param.default === undefined ? '' : `= ${param.default}`;
      return `@param ${param.name} ${[range, fallback].filter((part) => part !== '').join(', ')}`;
    });
  return lines.length === 0 ? '' : `/** ${lines.join('\n * ')} */\n`;
}

function declaration(name: string, entry: ApiEntry, modifier = ''): string {
  if (entry.property) return `${modifier}const ${name}: ${RESULT_TYPES[entry.result]};\n`;
  return `${comment(entry)}${modifier}function ${name}(${entry.params.map(parameter).join(', ')}): ${RESULT_TYPES[entry.result]};\n`;
}

/** One for each shape of call: events without a value between name and handler, and each that has one. */
function eventDeclarations(): string {
  const plain = EVENT_NAMES.filter((name) => eventEntry(name).param === undefined).map((name) => `'${name}'`);
  const withValue = EVENT_NAMES.flatMap((name) => {
    const { param } = eventEntry(name);
    return param ? [`declare function on(event: '${name}', ${parameter(param)}, handler: () => void): void;\n`] : [];
  });
  return `declare function on(event: ${plain.join(' | ')}, handler: () => void): void;\n${withValue.join('')}`;
}

/** 'car' and 'drive' of 'car.drive'; a name without a dot has no group. */
export function splitApiName(name: ApiName): { readonly group: string | undefined; readonly member: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { group: undefined, member: name } : { group: name.slice(0, dot), member: name.slice(dot + 1) };
}

/** @param options.internal also what only the prelude may call. */
export function apiDeclarations(options: { readonly internal: boolean } = { internal: false }): string {
  const groups = new Map<string, string[]>();
  const alone: string[] = [];
  for (const name of API_NAMES) {
    const entry = apiEntry(name);
    if (entry.internal && !options.internal) continue;
    const { group, member } = splitApiName(name);
    if (name === 'on') {
      alone.push(eventDeclarations());
      continue;
    }
    if (group === undefined) {
      alone.push(declaration(member, entry, 'declare '));
      continue;
    }
    const members = groups.get(group) ?? [];
    members.push(declaration(member, entry));
    groups.set(group, members);
  }
  const namespaces = [...groups].map(([group, members]) => `declare namespace ${group} {\n${members.join('')}}\n`);
  return TYPES + alone.join('') + namespaces.join('');
}

/** Outermost names of the API: 'wait', 'car', 'line' … */
export function apiRoots(): ReadonlySet<string> {
  return new Set(API_NAMES.filter((name) => !apiEntry(name).internal).map((name) => splitApiName(name).group ?? name));
}
