/**
 * A track on paper, as a PDF: the floor at 1:1 on sheets of A4, or the plan of what tape to lay. Layer: tracks.
 * Specification: ISO 32000-1; one unit is 1/72 inch. Viewers are told not to scale it.
 */
import { PDFDocument, PDFName, PrintScaling, type PDFOperator, type PDFRef } from 'pdf-lib';
import { ok, type Result } from '../../base/result.ts';
import type { Track } from '../../sim/track.ts';
import type { Language } from '../../words/words.ts';
import { coverSheet } from './cover-sheet.ts';
import { drawFloor, FLOOR_STAMP } from './draw-floor.ts';
import { floorSheet } from './floor-sheet.ts';
import { hasOutlines } from './glyphs.ts';
import { planSheets, type PrintFaultCode } from './layout.ts';
import { Pen, POINTS_PER_MM, type PrintedName } from './pen.ts';
import { sayIn } from './say.ts';
import { tapePlan } from './tape-plan.ts';
import { tapeSheets } from './tape-sheets.ts';

export interface PrintOptions {
  readonly language: Language;
  /** `floor`: cover and sheets at 1:1 · `tape`: drawing and list · `all`: both. */
  readonly what: 'floor' | 'tape' | 'all';
  /** A PNG of a text whose characters have no outlines here; without it the track's id stands for such a name. */
  readonly pictureOf?: (text: string) => Promise<Uint8Array | undefined>;
}

/** No coordinate of a track is farther out. */
const FLOOR_REACH_MM = 20_500;
const TAPE_PAPER = { widthMm: 210, heightMm: 297, marginMm: 14 };

const NAME_STAMP = 'Name';

interface Stamp {
  readonly ref: PDFRef;
  readonly widthPerHeight?: number;
}

/** Why once for all sheets: a hundred sheets of a hundred lines each would be a file of many megabytes. */
function floorStamp(document: PDFDocument, track: Track): Stamp {
  const operators: PDFOperator[] = [];
  drawFloor(new Pen({ pushOperators: (...more) => void operators.push(...more) }), track);
  const box = [-FLOOR_REACH_MM, -FLOOR_REACH_MM, FLOOR_REACH_MM, FLOOR_REACH_MM];
  const { context } = document;
  return { ref: context.register(context.formXObject(operators, { BBox: box, Resources: {} })) };
}

async function nameStamp(
  document: PDFDocument,
  { name }: Track,
  { language, pictureOf }: PrintOptions,
): Promise<Readonly<Record<string, Stamp>>> {
  const picture = hasOutlines(name[language]) ? undefined : await pictureOf?.(name[language]);
  if (picture === undefined) return {};
  const image = await document.embedPng(picture);
  return { [NAME_STAMP]: { ref: image.ref, widthPerHeight: image.width / image.height } };
}

function printedName(stamps: Readonly<Record<string, Stamp>>, { name, id }: Track, { language }: PrintOptions): PrintedName {
  const picture = stamps[NAME_STAMP];
  if (picture !== undefined) return { object: NAME_STAMP, widthPerHeight: picture.widthPerHeight ?? 1 };
  return [name[language], name.en, id].find(hasOutlines) ?? id;
}

/** @returns the PDF's bytes and how many pages it has. Errors: `PrintFaultCode`. */
export async function printTrack(
  track: Track,
  options: PrintOptions,
): Promise<Result<{ readonly pdf: Uint8Array; readonly pages: number }, PrintFaultCode>> {
  const plan = planSheets(track);
  // Why the tape plan still: it is what a track of too many sheets is laid by.
  if (!plan.ok && !(options.what === 'tape' && plan.fault.code === 'print.too-many-sheets')) return plan;
  // Why without metadata: equal tracks give equal files, and core knows no clock.
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(track.name[options.language]);
  document.catalog.getOrCreateViewerPreferences().setPrintScaling(PrintScaling.None);
  const say = sayIn(options.language);
  const stamps = { ...(await nameStamp(document, track, options)), [FLOOR_STAMP]: floorStamp(document, track) };
  const name = printedName(stamps, track, options);
  const penOn = ({ widthMm, heightMm }: { readonly widthMm: number; readonly heightMm: number }): Pen => {
    const page = document.addPage([widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM]);
    for (const [key, stamp] of Object.entries(stamps)) page.node.setXObject(PDFName.of(key), stamp.ref);
    return Pen.on(page);
  };
  if (plan.ok && options.what !== 'tape') {
    const { paper, sheets } = plan.value;
    coverSheet(penOn(paper), track, plan.value, say, name);
    sheets.forEach((sheet, i) => floorSheet(penOn(paper), plan.value, sheet, { name, at: i + 1, say }));
  }
  if (options.what !== 'floor') tapeSheets(() => penOn(TAPE_PAPER), track, tapePlan(track), TAPE_PAPER, say, name);
  return ok({ pdf: await document.save(), pages: document.getPageCount() });
}
