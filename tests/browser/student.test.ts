/** What a student does, start to finish, in a real Chromium against a real bridge. */
import { describe, expect, it } from 'vitest';
import { picturePath } from './support/lab.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

/** forever { car.drive(45 + 0.4 * line.position(), 45 - 0.4 * line.position()); wait(5) }, by mouse and keyboard. */
async function buildLineFollower({ blocks }: StudentPage): Promise<void> {
  const drive = blocks.blocks('api_car_drive');
  const number = (index: number) => blocks.fromLeft(drive.locator('g.number'), index);
  const newest = () => drive.locator('g.arithmetic.blocklySelected');
  await blocks.remove(blocks.blocks('api_forever'));
  await blocks.take('control', 'api_forever', await blocks.below(blocks.blocks('program_start')));
  await blocks.take('motion', 'api_car_drive', await blocks.inside(blocks.blocks('api_forever')));
  for (const [side, operator] of [
    ['left', '+'],
    ['right', '−'],
  ] as const) {
    const first = side === 'left' ? 0 : 2;
    await blocks.take('math', 'arithmetic', await blocks.over(await number(first)));
    await blocks.chooseOperator(newest(), operator);
    await blocks.take('math', 'arithmetic', await blocks.over(await number(first + 1)));
    await blocks.chooseOperator(newest(), '×');
    await blocks.take('line', 'api_line_position', await blocks.over(await number(first + 2)));
    await blocks.setNumber(await number(first), '45');
    await blocks.setNumber(await number(first + 1), '0.4');
  }
  await blocks.take('control', 'api_wait', await blocks.below(drive));
  await blocks.setNumber(blocks.blocks('api_wait').locator('g.number'), '5');
}

describe('a student', () => {
  it('builds a line follower from blocks, drives a lap, changes the text, drives again, and drives the virtual car', async () => {
    const { page, troubles } = await lab.open();
    const student = new StudentPage(page);
    await student.blocks.ready();
    await student.button('收起“做什么”').click();
    await buildLineFollower(student);
    await page.screenshot({ path: picturePath('student-built') });

    await student.run();
    await student.waitForReadout('圈数', 1);
    await student.stop();
    await student.waitForStatus(/跑了 \d+ 圈/);

    await student.showText();
    expect(await student.visibleText()).toContain('car.drive(45 + 0.4 * line.position(), 45 - 0.4 * line.position());');
    await page.locator('.view-line span', { hasText: /^45$/ }).first().dblclick();
    await page.keyboard.type('55');
    await page.screenshot({ path: picturePath('student-text') });
    await student.run();
    await student.waitForReadout('速度', 100);
    await student.stop();

    await student.showBlocks();
    await page.locator('g.api_car_drive', { hasText: '55' }).first().waitFor();

    await student.chooseRobot('虚拟小车');
    await student.waitForStatus('准备好了');
    await student.run();
    await student.waitForStatus('正在运行');
    await student.waitForReadout('速度', 100);
    await page.screenshot({ path: picturePath('student-virtual-car') });
    await student.stop();
    await student.waitForStatus(/^运行了/);
    expect(troubles).toEqual([]);
  });
});
