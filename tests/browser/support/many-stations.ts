/** A whole class at once, joined as pages over the network but without a browser each: what fills the teacher's board. */
import { join, openPage } from '../../../bridge/server/testing/lan.ts';
import type { TestPage } from '../../../bridge/server/testing/test-bridge.ts';

export interface ManyStations {
  leave(): void;
}

const NAMES = ['小明', '小红', '李思远', '王子涵', 'Ali', '古丽努尔', '欧阳若水', '张三', 'Tenzin', '陈一'];
const JOINED_AT_ONCE = 12;

/** What a card can show, one after another: running, an error, a hand up, a step passed, nothing yet. */
function reportOf(index: number): object {
  const lesson = { packId: 'track-car-first-steps', lessonId: 'first-start' };
  const step = { id: 'go', index: index % 6, count: 6 };
  const common = {
    projectName: '第一次出发',
    robot: index % 3 === 0 ? 'virtual-car' : 'simulator',
    running: index % 4 === 0,
    handUp: index % 11 === 5,
  };
  if (index % 7 === 6) return common;
  const lastCheck = { stepId: 'go', passed: index % 3 !== 1 };
  return {
    ...common,
    lesson,
    step,
    lastCheck,
    ...(index % 9 === 4 ? { lastError: { code: 'program.used-before-set', params: { name: '速度' } } } : {}),
  };
}

/** @param origin of the bridge on the network @param code of the class that is open */
export async function seatStations(origin: string, code: string, count: number): Promise<ManyStations> {
  const pages: TestPage[] = [];
  const seatOne = async (index: number): Promise<void> => {
    const { token } = await join(origin, { code, nickname: `${NAMES[index % NAMES.length]!}${index + 1}`, seat: String(index + 1) });
    const page = await openPage(origin, token);
    pages.push(page);
    page.send({ type: 'request', id: 1, method: 'class.report', params: reportOf(index) });
  };
  for (let at = 0; at < count; at += JOINED_AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(JOINED_AT_ONCE, count - at) }, (_, i) => seatOne(at + i)));
  }
  return { leave: () => pages.forEach(({ socket }) => socket.terminate()) };
}
