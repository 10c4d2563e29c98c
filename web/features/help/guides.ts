/** The first page for each of the four people, as it stands in docs/guides: the product's help and the repository's are one text. Layer: web/features/help. */
import type { Language } from '../../../core/words/words.ts';
import { markdownRenderer } from '../../adapters/markdown/lesson-markdown.ts';

export const GUIDES = ['student', 'teacher', 'judge', 'school'] as const;
export type GuideName = (typeof GUIDES)[number];

const TEXTS = import.meta.glob<string>('../../../docs/guides/*.md', { query: '?raw', import: 'default' });
const PICTURES = import.meta.glob<string>('../../../docs/guides/pictures/*.webp', { query: '?url', import: 'default', eager: true });

export interface Guide {
  readonly title: string;
  /** Safe HTML: headings from h3 on. */
  readonly html: string;
}

function pictureOf(address: string): string | undefined {
  return PICTURES[`../../../docs/guides/${address}`];
}

/** Throws where the file cannot be fetched. */
export async function loadGuide(name: GuideName, language: Language): Promise<Guide> {
  const markdown = await TEXTS[`../../../docs/guides/${name}.${language}.md`]!();
  const [heading = '', ...rest] = markdown.split('\n');
  // The page has the guide's title as its h2; the renderer makes an h3 of the highest that is left.
  const body = rest.join('\n').replaceAll(/^## /gm, '# ');
  return { title: heading.replace(/^# /, ''), html: markdownRenderer(pictureOf)(body) };
}
