/** A lesson with its texts, ready to be shown. Layer: web/state. Loaded with the first lesson, because Markdown comes with it. */
import { imagesIn, markdownRenderer, readLessonText } from '../../adapters/markdown/lesson-markdown.ts';
import type { LessonText } from '../../../core/pack/content/lesson-text.ts';
import { resolveFrom } from '../../../core/pack/pack-contents.ts';
import type { PackLesson, PackManifest } from '../../../core/pack/pack-schema.ts';
import { LANGUAGES, type Language } from '../../../core/words/words.ts';
import type { LessonLibrary } from './lesson-library.ts';
import type { LessonPlace } from './lesson-project.ts';

export interface OpenLesson extends LessonPlace {
  readonly manifest: PackManifest;
  readonly lesson: PackLesson;
  /** Place of the lesson in its pack, from 1. */
  readonly number: number;
  readonly texts: { readonly [L in Language]: LessonText };
  /** HTML of a piece of those texts. */
  readonly html: (markdown: string) => string;
}

/** undefined: it is not here. */
export async function loadLesson(library: LessonLibrary, { packId, lessonId }: LessonPlace): Promise<OpenLesson | undefined> {
  const manifest = await library.manifest(packId);
  const number = (manifest?.lessons.findIndex(({ id }) => id === lessonId) ?? -1) + 1;
  const lesson = manifest?.lessons[number - 1];
  if (manifest === undefined || lesson === undefined) return undefined;
  const pictures = new Map<string, string>();
  const texts = new Map<Language, LessonText>();
  for (const language of LANGUAGES) {
    const path = lesson.text[language];
    const text = await library.text(packId, path);
    if (text === undefined) return undefined;
    texts.set(language, readLessonText(text));
    for (const address of imagesIn(text)) {
      const url = await library.picture(packId, resolveFrom(path, address));
      if (url !== undefined) pictures.set(address, url);
    }
  }
  const html = markdownRenderer((address) => pictures.get(address));
  return { packId, lessonId, manifest, lesson, number, texts: Object.fromEntries(texts) as OpenLesson['texts'], html };
}

/** A page of their own, under its title. */
const NOTES_HEADINGS_ABOVE = 1;

/** The page for the teacher, as HTML; undefined: there is none. */
export async function loadNotes(
  library: LessonLibrary,
  { packId, lessonId }: LessonPlace,
  language: Language,
): Promise<string | undefined> {
  const lesson = (await library.manifest(packId))?.lessons.find(({ id }) => id === lessonId);
  const text = lesson?.notes === undefined ? undefined : await library.text(packId, lesson.notes[language]);
  return text === undefined ? undefined : markdownRenderer(() => undefined, NOTES_HEADINGS_ABOVE)(text);
}
