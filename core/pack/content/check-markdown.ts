/**
 * That a lesson text carries nothing but text: no HTML, no scripts in links, no pictures from elsewhere. Layer: pack.
 * Specification: docs/protocols/pack.md, "What is refused".
 */
import type { Token } from 'markdown-it';
import { fail, ok } from '../../base/result.ts';
import { excerpt, type ContentResult } from './content-fault.ts';
import { newMarkdown } from './markdown-parser.ts';

const SCRIPT_SCHEMES = /^(javascript|vbscript|data|blob|file):/i;
const SCRIPT_HTML = /<\s*script|\son\w+\s*=|javascript:/i;
const OUTSIDE = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

/** Control characters and spaces that browsers drop from an address before they read its scheme. */
const IGNORED_IN_ADDRESSES = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\ufeff]/g;

export function checkMarkdown(path: string, text: string): ContentResult {
  for (const token of flat(newMarkdown().parse(text, {}))) {
    const checked = checkToken(path, token);
    if (!checked.ok) return checked;
  }
  return ok(undefined);
}

/** Addresses of the pictures of a text that `checkMarkdown` has passed, as written. */
export function imagesIn(text: string): readonly string[] {
  return [...flat(newMarkdown().parse(text, {}))].filter(({ type }) => type === 'image').map((token) => String(token.attrGet('src') ?? ''));
}

function* flat(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    if (token.children !== null) yield* flat(token.children);
  }
}

function checkToken(path: string, token: Token): ContentResult {
  if (token.type === 'html_block' || token.type === 'html_inline') {
    return fail(SCRIPT_HTML.test(token.content) ? 'pack.script' : 'pack.markup', { path, what: excerpt(token.content) });
  }
  if (token.type === 'link_open') return checkLink(path, String(token.attrGet('href') ?? ''));
  if (token.type === 'inline') return checkPlainText(path, token);
  if (token.type === 'image') return checkImage(path, String(token.attrGet('src') ?? ''));
  return ok(undefined);
}

function checkLink(path: string, address: string): ContentResult {
  const bare = unescaped(address);
  if (SCRIPT_SCHEMES.test(bare)) return fail('pack.script', { path, what: excerpt(address) });
  // A link to the web goes nowhere by itself: the page shows where it leads before it is followed.
  return !OUTSIDE.test(bare) || /^https:\/\//i.test(bare)
    ? ok(undefined)
    : fail('pack.outside-reference', { path, what: excerpt(address) });
}

function checkImage(path: string, address: string): ContentResult {
  const bare = unescaped(address);
  if (SCRIPT_SCHEMES.test(bare)) return fail('pack.script', { path, what: excerpt(address) });
  return OUTSIDE.test(bare) ? fail('pack.outside-reference', { path, what: excerpt(address) }) : ok(undefined);
}

/**
 * markdown-it makes no link of a `javascript:` address and shows it as text. It is refused all the same: nobody writes one by accident,
 * and another reader of the pack may be less careful.
 */
function checkPlainText(path: string, inline: Token): ContentResult {
  const text = (inline.children ?? []).map(({ type, content }) => (type === 'code_inline' ? '' : content)).join('');
  for (const [, address = ''] of text.matchAll(/\](?:\(|:) {0,9}<?([^\s)]{0,200})/g)) {
    if (SCRIPT_SCHEMES.test(unescaped(address))) return fail('pack.script', { path, what: excerpt(address) });
  }
  return ok(undefined);
}

function unescapedText(text: string): string {
  return text
    .replace(/&#(\d{1,7});?/g, (whole, digits: string) => character(Number(digits), whole))
    .replace(/&#x([0-9a-f]{1,6});?/gi, (whole, digits: string) => character(parseInt(digits, 16), whole))
    .replace(/&colon;/gi, ':')
    .replace(/&(tab|newline);/gi, '');
}

const character = (code: number, otherwise: string): string => (code <= 0x10ffff ? String.fromCodePoint(code) : otherwise);

function unescaped(address: string): string {
  let decoded = address;
  try {
    decoded = decodeURIComponent(address);
  } catch {
    // A stray `%`: read as it stands.
  }
  return unescapedText(decoded).replace(IGNORED_IN_ADDRESSES, '');
}
