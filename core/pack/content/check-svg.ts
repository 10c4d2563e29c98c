/**
 * That an SVG is a picture and nothing else: a list of elements and attributes that may be, everything else refused. Layer: pack.
 * Spec: the static part of SVG 1.1; XML 1.0 without DOCTYPE, CDATA and processing instructions. Specification: docs/protocols/pack.md.
 *
 * Why a reader of our own: a browser's parser is not to be had here, and what may be in a picture is so little that reading it strictly is short.
 */
import { fail, ok } from '../../base/result.ts';
import { excerpt, type ContentResult } from './content-fault.ts';

const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan ' +
    'linearGradient radialGradient stop clipPath mask marker pattern'
  ).split(' '),
);

/** They run something, load something, or hold a foreign document. */
const ACTIVE_ELEMENTS: ReadonlySet<string> = new Set(
  'script foreignobject iframe object embed handler listener animate animatemotion animatetransform set discard audio video a'.split(' '),
);

const NAMESPACES: ReadonlySet<string> = new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']);

const ELEMENTS_MAX = 20_000;
const DEPTH_MAX = 100;
const NAME = '[A-Za-z_][A-Za-z0-9_.:-]*';
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'g');
const DECLARATION = /^\ufeff?\s*<\?xml\s[^?<>]*\?>/;
const COMMENT_START = '<!--';
const COMMENT_END = '-->';
/** `@import`, `expression(…)`, escapes that hide them. */
const STYLE_REFUSED = /@|\\|expression\s*\(|javascript:/i;

export function checkSvg(path: string, source: string): ContentResult {
  let rest = source.replace(DECLARATION, '');
  const open: string[] = [];
  for (let elements = 0; elements <= ELEMENTS_MAX;) {
    const next = rest.indexOf('<');
    const between = checkText(path, next < 0 ? rest : rest.slice(0, next));
    if (!between.ok) return between;
    if (next < 0) return open.length === 0 && elements > 0 ? ok(undefined) : fail('pack.not-its-kind', { path });
    rest = rest.slice(next);
    if (rest.startsWith(COMMENT_START)) {
      const end = rest.indexOf(COMMENT_END, COMMENT_START.length);
      if (end < 0) return fail('pack.not-its-kind', { path });
      rest = rest.slice(end + COMMENT_END.length);
      continue;
    }
    const tag = TAG.exec(rest);
    if (tag === null) return unreadable(path, rest);
    const [whole, closing, name = '', attributes = '', selfClosing] = tag;
    if (closing) {
      if (open.pop() !== name) return fail('pack.not-its-kind', { path });
    } else {
      elements++;
      const checked = checkElement(path, { name, attributes, isRoot: open.length === 0, isFirst: elements === 1 });
      if (!checked.ok) return checked;
      if (!selfClosing) open.push(name);
      if (open.length > DEPTH_MAX) return fail('pack.markup', { path, what: excerpt(whole) });
    }
    rest = rest.slice(whole.length);
  }
  return fail('pack.markup', { path, what: `> ${ELEMENTS_MAX}` });
}

function unreadable(path: string, rest: string): ContentResult {
  const what = excerpt(rest);
  if (/^<\s*script|^<[^>]*\son\w+\s*=/i.test(rest)) return fail('pack.script', { path, what });
  return fail('pack.markup', { path, what });
}

interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly isRoot: boolean;
  readonly isFirst: boolean;
}

function checkElement(path: string, { name, attributes, isRoot, isFirst }: Element): ContentResult {
  if (isRoot && (name !== 'svg' || !isFirst)) return fail('pack.not-its-kind', { path });
  const local = name.includes(':') ? name.slice(name.indexOf(':') + 1) : name;
  if (ACTIVE_ELEMENTS.has(local.toLowerCase())) return fail('pack.script', { path, what: `<${name}>` });
  if (!ELEMENTS.has(name)) return fail('pack.markup', { path, what: `<${name}>` });
  for (const [, attribute = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const checked = checkAttribute(path, attribute, double ?? single ?? '');
    if (!checked.ok) return checked;
  }
  return ok(undefined);
}

function checkAttribute(path: string, name: string, raw: string): ContentResult {
  const what = excerpt(`${name}="${raw}"`);
  const value = decoded(raw);
  if (value === undefined) return fail('pack.markup', { path, what });
  const bare = value.replace(/[\u0000-\u0020\u007f-\u009f]/g, '');
  if (/^on/i.test(name) || /javascript:|vbscript:/i.test(bare)) return fail('pack.script', { path, what });
  if (name === 'xmlns' || name.startsWith('xmlns:')) {
    return NAMESPACES.has(value) ? ok(undefined) : fail('pack.markup', { path, what });
  }
  if (/^(.+:)?(href|src|base)$/i.test(name))
    return /^#[\w.-]+$/.test(value) ? ok(undefined) : fail('pack.outside-reference', { path, what });
  if (name.toLowerCase() === 'style' && STYLE_REFUSED.test(value)) return fail('pack.markup', { path, what });
  const addresses = [...bare.matchAll(/url\(["']?([^)"']*)/gi)];
  if (addresses.some(([, address = '']) => !/^#[\w.-]+$/.test(address))) return fail('pack.outside-reference', { path, what });
  // `u\72l(` and its like: an escape in a presentation attribute has no honest use.
  return /\\/.test(value) ? fail('pack.markup', { path, what }) : ok(undefined);
}

/** Without entities of its own a document can hold these only; undefined: it holds others. */
function decoded(raw: string): string | undefined {
  let isKnown = true;
  const text = raw.replace(/&(#x?[0-9a-fA-F]{1,6}|\w+)?;?/g, (whole, body: string | undefined) => {
    const character = body === undefined ? undefined : entity(body);
    if (character === undefined || !whole.endsWith(';')) isKnown = false;
    return character ?? '';
  });
  return isKnown ? text : undefined;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(body: string): string | undefined {
  if (!body.startsWith('#')) return Object.hasOwn(NAMED, body) ? NAMED[body] : undefined;
  const code = /^#x/i.test(body) ? parseInt(body.slice(2), 16) : Number(body.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

function checkText(path: string, text: string): ContentResult {
  return decoded(text) === undefined || text.includes(']]>') ? fail('pack.markup', { path, what: excerpt(text) }) : ok(undefined);
}
