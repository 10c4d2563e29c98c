/**
 * The one way in which lesson texts are read, for their check and for their pages alike: what one understands differently from the other
 * is how scripts get through. Layer: pack. CommonMark with tables, by markdown-it; raw HTML is seen as HTML, so that it can be refused.
 */
import Markdown, { type MarkdownIt } from 'markdown-it';

/** Deep nesting costs time and helps no reader. */
const NESTING_MAX = 20;

export function newMarkdown(): MarkdownIt {
  return new Markdown({ html: true, linkify: false, typographer: false, maxNesting: NESTING_MAX });
}
