/** The block editor as a person uses it: categories, drags, fields. Positions are read from the page, never assumed. */
import type { Locator, Page } from 'playwright-core';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far from a block's upper left corner a person takes hold of it: past the rounded corner, before the first field. */
const GRIP: Point = { x: 6, y: 12 };
const DRAG_STEPS = 12;

export class BlocksPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Blocks of a type on the workspace, the flyout's left out. */
  blocks(type: string): Locator {
    return this.#page.locator(`.blocklyBlockCanvas:not(.blocklyFlyout .blocklyBlockCanvas) g.${type}`);
  }

  async ready(): Promise<void> {
    await this.blocks('blocklyDraggable').first().waitFor();
  }

  /** The index-th of these blocks from the left; their order in the document is that in which they came. */
  async fromLeft(blocks: Locator, index: number): Promise<Locator> {
    await blocks.nth(index).waitFor();
    const all = await blocks.all();
    const places = await Promise.all(all.map(async (block) => ({ block, x: (await this.#origin(block)).x })));
    return places.sort((a, b) => a.x - b.x)[index]!.block;
  }

  async #origin(block: Locator): Promise<Point> {
    const box = await block.locator('> path').first().boundingBox();
    if (box === null) throw new Error('the block is not to be seen');
    return box;
  }

  async #drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.#page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 8, from.y + 8, { steps: 2 });
    await mouse.move(to.x, to.y, { steps: DRAG_STEPS });
    await mouse.up();
  }

  /** Takes the first block of a type from a category's flyout and drops it with its upper left corner at `to`. */
  async take(category: string, type: string, to: Point): Promise<void> {
    await this.#page.locator(`#blocks-${category}`).click();
    const block = this.#page.locator(`.blocklyFlyout g.${type}`).first();
    await block.waitFor();
    await block.scrollIntoViewIfNeeded();
    const from = await this.#origin(block);
    await this.#drag({ x: from.x + GRIP.x, y: from.y + GRIP.y }, { x: to.x + GRIP.x, y: to.y + GRIP.y });
  }

  /** Where a statement must be dropped to follow `block`. */
  async below(block: Locator): Promise<Point> {
    const box = (await block.boundingBox())!;
    const origin = await this.#origin(block);
    return { x: origin.x, y: box.y + box.height };
  }

  /** Where a statement must be dropped to be the first inside the arm of `block`. */
  async inside(block: Locator): Promise<Point> {
    const origin = await this.#origin(block);
    const arm = await block.evaluate((element) => {
      const { height } = (element.querySelector('path') as SVGPathElement).getBoundingClientRect();
      return height;
    });
    return { x: origin.x + 16, y: origin.y + Math.min(arm / 2, 48) };
  }

  /** Where a value must be dropped to take the place of `shadow`. */
  async over(shadow: Locator): Promise<Point> {
    return await this.#origin(shadow);
  }

  async remove(block: Locator): Promise<void> {
    const { x, y } = await this.#origin(block);
    await this.#page.mouse.click(x + GRIP.x, y + GRIP.y);
    await this.#page.keyboard.press('Delete');
  }

  /** Clicks a number block's field and types. */
  async setNumber(block: Locator, text: string): Promise<void> {
    await block.locator('.blocklyField').first().click();
    const input = this.#page.locator('.blocklyHtmlInput');
    await input.fill(text);
    await input.press('Enter');
    await input.waitFor({ state: 'detached' });
  }

  /** Chooses from the operator's list of an arithmetic block. */
  async chooseOperator(block: Locator, operator: string): Promise<void> {
    await block.locator('> .blocklyDropdownField').click();
    await this.#page.locator('.blocklyDropDownDiv .blocklyMenuItem', { hasText: operator }).click();
  }
}
