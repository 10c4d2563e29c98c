/** Text → blocks → text keeps every token and comment, for whatever is typed; text that came from blocks gives the same blocks again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockJson, WorkspaceJson } from '../../core/language/blocks/blocks-document.ts';
import { blocksToText } from '../../core/language/blocks/blocks-to-text.ts';
import { sameTokens } from '../../core/language/blocks/text-tokens.ts';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';
import { strewnArbitrary, workspaceArbitrary } from '../builders/blocks-arbitrary.ts';
import { brokenArbitrary, programArbitrary } from '../builders/program-arbitrary.ts';

/** A failing run prints its seed; put the text it shrinks to into `keeps` below. */
const FULL = process.env['GUIJI_TEST_FULL'] === '1';
const RUNS = { verbose: true, numRuns: Number(process.env['ROUND_TRIP_RUNS'] ?? (FULL ? 600 : 50)) };
const TIMEOUT_MS = FULL ? 1_200_000 : 120_000;

function expectKept(text: string): void {
  const first = textToBlocks(text);
  const printed = blocksToText(first.workspace);
  expect(sameTokens(text, printed.text), printed.text).toBe(true);
  const second = textToBlocks(printed.text);
  expect(sameTokens(printed.text, blocksToText(second.workspace).text)).toBe(true);
}

function expectSettled(text: string): void {
  const printed = blocksToText(textToBlocks(text).workspace);
  const again = textToBlocks(printed.text);
  const reprinted = blocksToText(again.workspace);
  expect(reprinted.text).toBe(printed.text);
  expect(textToBlocks(reprinted.text)).toEqual(again);
  expect(reprinted.spans).toEqual(again.spans);
}

describe('random programs', () => {
  it(
    'lose no token and no comment on the way through blocks',
    () => {
      fc.assert(fc.property(programArbitrary, expectKept), RUNS);
    },
    TIMEOUT_MS,
  );

  it(
    'give the same text, blocks and spans at every further turn',
    () => {
      fc.assert(fc.property(programArbitrary, expectSettled), RUNS);
    },
    TIMEOUT_MS,
  );
});

describe('text that is no program yet', () => {
  it(
    'loses nothing on the way through blocks',
    () => {
      fc.assert(
        fc.property(brokenArbitrary, (text) => {
          const { workspace } = textToBlocks(text);
          expect(sameTokens(text.replaceAll('\r\n', '\n'), blocksToText(workspace).text)).toBe(true);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

/** Without ids; keys in one order. */
function placed(blocks: readonly BlockJson[]): unknown {
  const strip = ({ id: _, inputs, next, fields, ...block }: BlockJson): unknown => ({
    ...block,
    fields: fields ?? {},
    inputs: Object.fromEntries(
      Object.entries(inputs ?? {}).map(([name, socket]) => [
        name,
        Object.fromEntries(Object.entries(socket).map(([kind, inner]) => [kind, strip(inner as BlockJson)])),
      ]),
    ),
    next: next?.block ? strip(next.block) : null,
  });
  return blocks.map(strip);
}

/** The same without places, which text does not say. */
function bare(workspace: WorkspaceJson): unknown {
  return placed(workspace.blocks!.blocks.map(({ x: _, y: __, ...top }) => top));
}

describe('random blocks', () => {
  it(
    'are the same blocks after a way through text',
    () => {
      fc.assert(
        fc.property(workspaceArbitrary, (workspace) => {
          const { text } = blocksToText(workspace);
          expect(bare(textToBlocks(text).workspace), text).toEqual(bare(workspace));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  it(
    'keep their places, folds and what is switched off or loose, by the layout',
    () => {
      fc.assert(
        fc.property(strewnArbitrary, (workspace) => {
          const { text, layout } = blocksToText(workspace);
          const again = textToBlocks(text, layout).workspace.blocks!.blocks;
          expect(placed([...again, ...layout.detached]), text).toEqual(placed(workspace.blocks!.blocks));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
