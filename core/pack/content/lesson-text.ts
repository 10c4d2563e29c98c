/**
 * A lesson's Markdown as its introduction and its steps. Layer: pack. Specification: docs/protocols/pack.md, "Lesson texts".
 * A step begins with `## Title {#step-id}`; block quotes in it are its hints, one each.
 */
import { newMarkdown } from './markdown-parser.ts';

export interface LessonTextStep {
  readonly id: string;
  readonly title: string;
  /** Markdown without the heading and the hints. */
  readonly body: string;
  /** Markdown without the `>` marks; easiest first. */
  readonly hints: readonly string[];
}

export interface LessonText {
  /** Markdown before the first step; may be empty. */
  readonly intro: string;
  readonly steps: readonly LessonTextStep[];
}

interface LineSpan {
  readonly start: number;
  readonly end: number;
}

const HEADING = /^##\s+(.*?)\s*\{#([a-z0-9]+(?:-[a-z0-9]+)*)\}\s*#*\s*$/;

/** Never fails: a `## ` heading without an id is text of the step before it; `checkLessonText` compares the ids with the manifest. */
export function readLessonText(markdown: string): LessonText {
  const lines = markdown.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const tokens = newMarkdown().parse(lines.join('\n'), {});
  const top = tokens.filter((token) => token.level === 0 && token.map !== null);
  const headings = top.filter(({ type, tag, map }) => type === 'heading_open' && tag === 'h2' && HEADING.test(lines[map![0]]!));
  const quotes = top.filter(({ type }) => type === 'blockquote_open').map(({ map }): LineSpan => ({ start: map![0], end: map![1] }));
  const starts = headings.map(({ map }) => map![0]);
  const steps = starts.map((start, i) => stepOf(lines, { start, end: starts[i + 1] ?? lines.length }, quotes));
  return {
    intro: lines
      .slice(0, starts[0] ?? lines.length)
      .join('\n')
      .trim(),
    steps,
  };
}

function stepOf(lines: readonly string[], span: LineSpan, quotes: readonly LineSpan[]): LessonTextStep {
  const [, title = '', id = ''] = HEADING.exec(lines[span.start]!) ?? [];
  const own = quotes.filter(({ start }) => start > span.start && start < span.end);
  const isHint = (line: number): boolean => own.some(({ start, end }) => line >= start && line < end);
  const body = lines.slice(span.start + 1, span.end).filter((_, i) => !isHint(span.start + 1 + i));
  const hints = own.map(({ start, end }) =>
    lines
      .slice(start, end)
      .map((line) => line.replace(/^ {0,3}> ?/, ''))
      .join('\n')
      .trim(),
  );
  return { id, title, body: body.join('\n').trim(), hints };
}
