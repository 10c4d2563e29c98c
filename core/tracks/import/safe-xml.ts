/**
 * Reads an SVG document without running, fetching or unfolding anything. Layer: tracks.
 * Refused are document types (entities), scripts, handlers of events, foreign content and every reference out of the document.
 */
import { parseXml, XmlDocumentType, XmlElement, XmlText, XmlCdata } from '@rgrove/parse-xml';
import { fail, ok, type Result } from '../../base/result.ts';
import type { ImportFaultCode } from './import-faults.ts';

export const SVG_CHARACTERS_MAX = 4_000_000;
const ELEMENTS_MAX = 20_000;
/** Why: the parser calls itself for each level. */
const DEPTH_MAX = 200;
const REFUSED = new Set(['script', 'foreignobject', 'iframe', 'object', 'embed', 'audio', 'video', 'handler', 'listener']);

export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly SvgElement[];
  /** Of this element alone. */
  readonly text: string;
}

const localName = (name: string): string => (name.split(':').at(-1) ?? name).toLowerCase();

/** What a value would fetch or run; undefined: nothing. A picture within the document is neither. */
function dangerIn(name: string, value: string): string | undefined {
  if (/^on/i.test(name)) return name;
  const isLink = localName(name) === 'href' || localName(name) === 'src';
  if (isLink && !/^\s*(#|data:image\/(png|jpeg|gif);)/i.test(value)) return value.slice(0, 60);
  const outside = /(?:url\(\s*["']?(?!\s*["']?#)[^)]*\)|@import[^;]*|javascript:|expression\()/i.exec(value);
  return outside?.[0].slice(0, 60);
}

function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [tag, closes, selfCloses] of text.matchAll(/<(\/?)[A-Za-z][^<>]*?(\/?)>/g)) {
    if (tag === undefined) continue;
    depth += closes === '/' ? -1 : selfCloses === '/' ? 0 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

class Walk {
  danger: string | undefined;
  #count = 0;

  get isTooMuch(): boolean {
    return this.#count > ELEMENTS_MAX;
  }

  read(element: XmlElement): SvgElement {
    this.#count++;
    const name = localName(element.name);
    if (REFUSED.has(name)) this.danger ??= `<${name}>`;
    for (const [key, value] of Object.entries(element.attributes)) this.danger ??= dangerIn(key, value);
    const own = element.children.filter((node) => node instanceof XmlText || node instanceof XmlCdata);
    const text = own.map((node) => (node as XmlText).text).join('');
    if (name === 'style') this.danger ??= dangerIn('', text);
    const inner = element.children.filter((node) => node instanceof XmlElement);
    return { name, attributes: element.attributes, text, children: this.isTooMuch ? [] : inner.map((child) => this.read(child)) };
  }
}

/** Errors: `import.too-large`, `import.not-svg`, `import.unsafe`, `import.too-much`. */
export function readSvg(text: string): Result<SvgElement, ImportFaultCode> {
  if (text.length > SVG_CHARACTERS_MAX) return fail('import.too-large', { limit: SVG_CHARACTERS_MAX });
  if (/<!ENTITY/i.test(text)) return fail('import.unsafe', { what: '<!ENTITY>' });
  if (depthOf(text) > DEPTH_MAX) return fail('import.too-much', { limit: DEPTH_MAX });
  let root: XmlElement | null;
  try {
    const document = parseXml(text, { preserveDocumentType: true });
    const type = document.children.find((node) => node instanceof XmlDocumentType);
    if (type !== undefined && type.internalSubset !== null) return fail('import.unsafe', { what: '<!DOCTYPE>' });
    root = document.root;
  } catch (cause) {
    return fail('import.not-svg', {}, cause);
  }
  if (root === null || localName(root.name) !== 'svg') return fail('import.not-svg');
  const walk = new Walk();
  const svg = walk.read(root);
  if (walk.isTooMuch) return fail('import.too-much', { limit: ELEMENTS_MAX });
  return walk.danger === undefined ? ok(svg) : fail('import.unsafe', { what: walk.danger });
}
