/** "Make a board ready" in the page: the virtual car's blank board is flashed by its real bootloader, and answers. */
import { expect, it } from 'vitest';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();
/** Flashing takes ten seconds of the board's time, more of a busy computer's. */
const FLASH_MS_MAX = 240_000;

it.each(sampled(looksOf(['computerRoom', 'tablet']), 1))(
  'finds the board, writes, reads back, hears it, and drives it: $screen $locale $colorScheme',
  { timeout: FLASH_MS_MAX + 60_000 },
  async (look) => {
    const { page } = await lab.openProject({}, optionsOf(look));
    const isChinese = look.locale === 'zh-CN';
    await page.getByRole('button', { name: isChinese ? /模拟器/ : /Simulator/ }).click();
    await page.getByRole('menuitem', { name: isChinese ? '让主板变成小车…' : 'Make a board ready…' }).click();
    const dialog = page.getByRole('dialog');
    const start = dialog.getByRole('button', { name: isChinese ? '开始写入' : 'Start writing' });
    await start.waitFor();
    await expectSound(page, `board-ready-${nameOf(look)}`);
    await start.click();
    await dialog
      .getByText(isChinese ? /正在写入固件|正在读回来核对/ : /Writing the firmware|Reading back/)
      .waitFor({ timeout: FLASH_MS_MAX });
    await expectSound(page, `board-writing-${nameOf(look)}`);
    await dialog.getByText(isChinese ? /小车回答/ : /The car answers/).waitFor({ timeout: FLASH_MS_MAX });
    await dialog.getByRole('button', { name: isChinese ? '用这台小车' : 'Use this car' }).click();
    await page.getByRole('button', { name: isChinese ? /虚拟小车/ : /Virtual car/ }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  },
);
