/** A class in real browsers: the teacher on the bridge's own computer, three students over the network, from the first page to the last. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { lanUrl, SeatPage, TeacherPage } from './support/class-pages.ts';
import { forgetData, picturePath, startLab } from './support/lab.ts';
import { useLab } from './support/use-lab.ts';

/** Runs until somebody stops it. */
const ENDLESS = 'forever(() => {\n  car.drive(30, 30);\n  wait(20);\n});\n';
const UNFINISHED = 'car.drive(30, 30);\nlet next: string = nothing;\n';

const lab = useLab({ lan: true, ownProcess: true });
let teacher: TeacherPage;
let code: string;

beforeAll(async () => {
  teacher = await TeacherPage.open(lab.browser, lab);
  await teacher.openClass('五年级 2 班');
  code = await teacher.joinCode();
});

/** Full-width small letters, as an input method leaves them. */
const asTypedByAChild = (text: string) =>
  [...text.toLowerCase()].map((letter) => (letter === '-' ? '－' : String.fromCodePoint(letter.codePointAt(0)! + 0xfee0))).join('');

describe('a lesson', () => {
  it('goes from the first page to the last: joined, seen, helped, stopped, locked, handed out, collected', async () => {
    const open = () => SeatPage.open(lab.browser, lanUrl(lab));
    const [ming, hua, li] = await Promise.all([open(), open(), open()]);
    await ming.page.getByRole('heading', { name: '看黑板，填加入码和名字' }).waitFor();
    await ming.page.screenshot({ path: picturePath('class-join') });

    await ming.fillIn('AAA-AAA', { nickname: '小明' });
    await ming.page.getByRole('alert').waitFor();
    await ming.join(asTypedByAChild(code), { nickname: '小明', seat: '３' });
    await hua.join(code, { nickname: '小华', seat: '12' });
    await li.join(code, { nickname: '小丽' });
    await ming.page.screenshot({ path: picturePath('class-joined') });
    await teacher.page.getByText('已经来了 3 人').waitFor();
    await teacher.page.screenshot({ path: picturePath('class-poster') });
    await teacher.hidePoster();
    await Promise.all([ming, hua, li].map((each) => each.startCoding()));
    expect([...(await teacher.names())].sort()).toEqual(['小丽', '小华', '小明'].sort());

    await ming.showText();
    await ming.replaceText(ENDLESS);
    await ming.run();
    await teacher.waitForCard('小明', '在跑');

    await hua.showText();
    await hua.replaceText(UNFINISHED);
    await hua.run();
    await teacher.waitForFirst('小华');
    expect(await teacher.card('小华').getAttribute('data-need')).toBe('error');

    await li.raiseHand();
    await teacher.waitForFirst('小丽');
    expect((await teacher.names()).slice(0, 2)).toEqual(['小丽', '小华']);
    await teacher.page.screenshot({ path: picturePath('class-board') });

    await teacher.action('全部停下').click();
    await ming.waitForStatus(/^运行了/);
    await teacher.waitForCard('小明', '停着');

    await teacher.action('锁定').click();
    await Promise.all([ming, hua, li].map((each) => each.page.getByRole('alertdialog').getByText('请看老师').waitFor()));
    await ming.page.screenshot({ path: picturePath('class-locked') });
    await teacher.action('解锁').click();
    await Promise.all([ming, hua, li].map((each) => each.page.getByRole('alertdialog').waitFor({ state: 'detached' })));

    await teacher.card('小丽').click();
    const drawer = teacher.panel('小丽');
    await drawer.getByRole('button', { name: '把手放下' }).click();
    await li.button('举手').waitFor();
    await teacher.page.screenshot({ path: picturePath('class-drawer') });
    await teacher.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });

    const before = await li.page.getByLabel('作品名字').inputValue();
    await teacher.action('发下去').click();
    const send = teacher.panel('发给全班');
    await send.getByText('一个程序').click();
    await send.getByRole('group', { name: '哪一个程序' }).getByRole('radio').first().check();
    await teacher.page.screenshot({ path: picturePath('class-send') });
    await send.getByRole('button', { name: '发下去' }).click();
    await teacher.page.getByText('发给了 3 人').waitFor();
    await li.page.getByText('已存到学校').waitFor();
    await li.button('作品菜单').click();
    await li.page.getByRole('menuitem', { name: '打开作品' }).click();
    await li.page.getByRole('dialog').getByRole('button', { name: before }).nth(1).waitFor();
    await li.page.keyboard.press('Escape');

    await teacher.action('发下去').click();
    await send.getByLabel('哪一课').selectOption({ label: '1 · 第一次出发' });
    await send.getByRole('button', { name: '发下去' }).click();
    await Promise.all([ming, hua, li].map((each) => each.page.getByRole('heading', { name: '第一次出发' }).first().waitFor()));
    await Promise.all(['小明', '小丽'].map((name) => teacher.waitForCard(name, '第 1 步，共 6 步')));

    await teacher.action('倒计时').click();
    await teacher.button('5 分钟').click();
    await Promise.all(
      [ming, hua, li].map((each) =>
        each.page
          .getByRole('timer')
          .filter({ hasText: /^[45]:/ })
          .waitFor(),
      ),
    );

    await teacher.action('收作品').click();
    await teacher.page.getByText('收到 3 份').waitFor();
    const downloading = teacher.page.waitForEvent('download');
    await teacher.action('成绩表').click();
    const download = await downloading;
    const csv = await readFile(await download.path(), 'utf8');
    expect(download.suggestedFilename()).toBe('五年级 2 班.csv');
    expect(csv.startsWith('\ufeff座位,名字,')).toBe(true);
    for (const name of ['3,小明,', '12,小华,', ',小丽,']) expect(csv).toContain(name);
    await Promise.all([ming, hua, li].map((each) => each.context.close()));
    await teacher.waitForCard('小明', '断开了');
  }, 300_000);

  it('goes on for a student whose browser was wiped, on another computer: the work is there', async () => {
    const first = await SeatPage.open(lab.browser, lanUrl(lab));
    const personalCode = await first.join(code, { nickname: '小刚' });
    await first.startCoding();
    await first.showText();
    await first.replaceText(ENDLESS);
    await first.page.getByText('已存到学校').waitFor();
    await first.context.close();

    const second = await SeatPage.open(lab.browser, lanUrl(lab));
    await second.fillIn(code, { nickname: '小刚' });
    await second.page.getByLabel('你的暗号').waitFor();
    await second.page.getByLabel('你的暗号').fill(personalCode.toLowerCase());
    await second.button('进入课堂').click();
    await second.page.getByRole('heading', { name: '小刚，你好' }).waitFor();
    await second.button('开始编程').click();
    await second.page.locator('.monaco-editor .view-line').first().waitFor();
    expect(await second.visibleText()).toContain('car.drive(30, 30);');
  });

  it('takes in a computer that has a bridge of its own, which says where its work is', async () => {
    const station = await startLab();
    try {
      const seat = await SeatPage.open(lab.browser, new URL('#/join', station.address).href);
      await seat.page.getByLabel('老师电脑的地址').fill('127.0.0.1:1');
      await seat.fillIn(code, { nickname: '小工位', seat: '20' });
      await seat.page.getByRole('alert').waitFor();
      await seat.page.getByLabel('老师电脑的地址').fill(new URL(lanUrl(lab)).host);
      await seat.button('进入课堂').click();
      await seat.page.getByRole('heading', { name: '小工位，你好' }).waitFor();
      await seat.page.getByText('和老师的电脑连着，作品都在学校').waitFor();
      await seat.startCoding();
      await seat.page.getByText('已存到学校').waitFor();
      await teacher.waitForCard('小工位', '停着');
      await teacher.action('锁定').click();
      await seat.page.getByRole('alertdialog').getByText('请看老师').waitFor();
      await teacher.action('解锁').click();
      await seat.page.getByRole('alertdialog').waitFor({ state: 'detached' });
      await seat.leave();
      expect(await seat.kept()).not.toContain('小工位');
      await seat.context.close();
    } finally {
      await station.stop();
      forgetData(station);
    }
  });

  it('leaves nothing of a child at a seat that was left; goes on after the bridge was killed; ends, and the pages of its students leave it', async () => {
    const seat = await SeatPage.open(lab.browser, lanUrl(lab));
    await seat.join(code, { nickname: '小红', seat: '7' });
    await seat.startCoding();
    await seat.page.getByLabel('作品名字').fill('小红的秘密');
    await seat.page.keyboard.press('Enter');
    await seat.page.getByText('已存到学校').waitFor();
    expect(await seat.kept()).toContain('小红的秘密');

    await seat.leave();
    const kept = await seat.kept();
    expect(kept).not.toContain('小红');
    expect(kept).not.toMatch(/guiji\.(seat|lesson|handout)|guiji-[0-9A-Z]{26}/);
    expect(await seat.page.content()).not.toContain('小红');
    await teacher.waitForCard('小红', '断开了');

    await seat.join(code, { nickname: '小蓝', seat: '7' });
    await seat.startCoding();
    await seat.button('作品菜单').click();
    await seat.page.getByRole('menuitem', { name: '打开作品' }).click();
    expect(await seat.page.getByRole('dialog').innerText()).not.toContain('小红的秘密');
    await seat.page.keyboard.press('Escape');
    await seat.page.getByRole('dialog').waitFor({ state: 'detached' });

    await teacher.waitForCard('小蓝', '停着');
    await lab.restart(async () => {
      await seat.page.getByLabel('作品名字').fill('断线时改的');
      await seat.page.keyboard.press('Enter');
    });
    await seat.page.getByText('已存到学校').waitFor();
    await seat.raiseHand();
    await teacher.waitForFirst('小蓝');
    await teacher.card('小蓝').click();
    await teacher
      .panel('小蓝')
      .getByRole('heading', { name: /断线时改的/ })
      .waitFor();

    await teacher.page.keyboard.press('Escape');
    await teacher.action('下课').click();
    await teacher.button('现在下课').click();
    await teacher.page.getByRole('heading', { name: '开一节课' }).waitFor();
    const over = seat.page.getByRole('alertdialog');
    await over.getByText('下课了').waitFor();
    await seat.page.screenshot({ path: picturePath('class-over') });
    await over.getByRole('button', { name: '离开座位' }).click();
    await seat.page.getByLabel('加入码').waitFor();
  });
});
