/** Where the strokes of a PDF's pages are, in millimetres of paper: what a ruler on the print would say. For tests. */
import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, type PDFRawStream, PDFStream } from 'pdf-lib';

type Matrix = readonly [number, number, number, number, number, number];

interface DrawnPath {
  readonly page: number;
  /** mm from the lower left corner of the paper; ends of pieces, controls left out. */
  readonly points: readonly { readonly xMm: number; readonly yMm: number }[];
  readonly widthMm: number;
  readonly how: 'stroke' | 'fill';
}

export interface ReadPdf {
  readonly pages: readonly { readonly widthMm: number; readonly heightMm: number }[];
  readonly paths: readonly DrawnPath[];
  readonly printScaling: string | undefined;
}

const MM = 25.4 / 72;
const times = (m: Matrix, n: Matrix): Matrix => [
  ...([m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2]] as const),
  ...([m[2] * n[1] + m[3] * n[3], m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5]] as const),
];

const textOf = (stream: PDFStream): string => new TextDecoder('latin1').decode(decodePDFRawStream(stream as PDFRawStream).decode());

function* run(text: string, start: Matrix, page: number, objects: (name: string) => string): Generator<DrawnPath> {
  const stack: { ctm: Matrix; width: number }[] = [];
  let [ctm, width] = [start, 1];
  let [args, points]: [number[], { xMm: number; yMm: number }[]] = [[], []];
  let name = '';
  const put = (x: number, y: number) =>
    points.push({ xMm: (x * ctm[0] + y * ctm[2] + ctm[4]) * MM, yMm: (x * ctm[1] + y * ctm[3] + ctm[5]) * MM });
  for (const token of text.split(/\s+/)) {
    if (/^[-+.\d]/.test(token)) {
      args.push(Number(token));
      continue;
    }
    if (token.startsWith('/')) name = token.slice(1);
    if (token === 'q') stack.push({ ctm, width });
    else if (token === 'Q') ({ ctm, width } = stack.pop()!);
    else if (token === 'cm') ctm = times(args as unknown as Matrix, ctm);
    else if (token === 'w') width = args[0]!;
    else if (token === 'm' || token === 'l') put(args[0]!, args[1]!);
    else if (token === 'c') put(args[4]!, args[5]!);
    else if (token === 're')
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const)
        put(args[0]! + dx * args[2]!, args[1]! + dy * args[3]!);
    else if (token === 'S' || token === 'f')
      yield { page, points, widthMm: width * Math.abs(ctm[0]) * MM, how: token === 'S' ? 'stroke' : 'fill' };
    else if (token === 'Do') yield* run(objects(name), ctm, page, objects);
    if (token === 'S' || token === 'f' || token === 'n') points = [];
    if (!/^[[\]]/.test(token)) args = [];
  }
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await PDFDocument.load(bytes);
  const { context } = document;
  const pages = document.getPages();
  const paths = pages.flatMap((page, i) => {
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray().map((ref) => context.lookup(ref, PDFStream)) : [contents!];
    const xObjects = page.node.Resources()?.lookupMaybe(PDFName.of('XObject'), PDFDict);
    const objects = (name: string): string => {
      const stream = xObjects!.lookup(PDFName.of(name), PDFStream);
      return String(stream.dict.get(PDFName.of('Subtype'))) === '/Form' ? textOf(stream) : '';
    };
    return [...run(streams.map(textOf).join('\n'), [1, 0, 0, 1, 0, 0], i, objects)];
  });
  const scaling = document.catalog.lookupMaybe(PDFName.of('ViewerPreferences'), PDFDict)?.get(PDFName.of('PrintScaling'));
  return {
    pages: pages.map((page) => ({ widthMm: page.getWidth() * MM, heightMm: page.getHeight() * MM })),
    paths,
    printScaling: scaling?.toString(),
  };
}
