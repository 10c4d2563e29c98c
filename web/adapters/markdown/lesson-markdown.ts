/**
 * Lesson texts to HTML. Layer: web/adapters/markdown, the one place in which a page makes HTML of somebody's text. Loaded with the first lesson.
 * Raw HTML is shown as the text it is; links leave the page in a window of their own; pictures come from the pack or not at all.
 */
import type { RendererRule } from 'markdown-it';
import { imagesIn } from '../../../core/pack/content/check-markdown.ts';
import { readLessonText } from '../../../core/pack/content/lesson-text.ts';
import { newMarkdown } from '../../../core/pack/content/markdown-parser.ts';

export { imagesIn, readLessonText };

/** A lesson's panel has a heading above it, h2. */
const HEADINGS_ABOVE = 2;
const HEADING_MAX = 6;

/**
 * @param pictureOf the address of a picture of the pack by the name in the text; undefined: its description stands in
 * @param headingsAbove levels that the page itself has above the text: its `#` becomes the next one
 */
export function markdownRenderer(
  pictureOf: (address: string) => string | undefined,
  headingsAbove = HEADINGS_ABOVE,
): (markdown: string) => string {
  const markdown = newMarkdown();
  const { escapeHtml } = markdown.utils;
  const asText: RendererRule = (tokens, index) => escapeHtml(tokens[index]!.content);
  const heading: RendererRule = (tokens, index, options, _environment, renderer) => {
    const token = tokens[index]!;
    token.tag = `h${Math.min(HEADING_MAX, Number(token.tag.slice(1)) + headingsAbove)}`;
    return renderer.renderToken(tokens, index, options);
  };
  Object.assign(markdown.renderer.rules, {
    html_block: asText,
    html_inline: asText,
    heading_open: heading,
    heading_close: heading,
    link_open: (tokens, index, options, _environment, renderer) => {
      tokens[index]!.attrSet('target', '_blank');
      tokens[index]!.attrSet('rel', 'noopener noreferrer');
      return renderer.renderToken(tokens, index, options);
    },
    image: (tokens, index) => {
      const token = tokens[index]!;
      const source = pictureOf(String(token.attrGet('src') ?? ''));
      const words = escapeHtml(token.content);
      return source === undefined ? `<em>${words}</em>` : `<img src="${escapeHtml(source)}" alt="${words}">`;
    },
  } satisfies Record<string, RendererRule>);
  return (text) => markdown.render(text);
}
