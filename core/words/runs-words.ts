import type { RunsFaultCode } from '../protocol/run-views.ts';
import type { Words } from './words.ts';

export const runsWords = {
  'zh-CN': {
    'runs.not-found': '找不到这次运行的记录。它可能已被删除，请刷新列表。',
    'runs.gap': '这次运行的记录中间缺了一段（从第 {received} 字节起），只保留了前面的部分。',
    'runs.too-large': '这次运行的记录超过了 {limitBytes} 字节，后面的没有记录。请把运行时间缩短一些。',
    'runs.too-many': '同时在记录的运行超过了 {limit} 个，这一次没有记录。请先停掉别的运行。',
    'runs.finished': '这次运行的记录已经结束，不能再添加。',
    'runs.busy': '等着检查的运行太多。请过一会儿再试。',
    'runs.folder-failed': '运行记录没能写到磁盘上（{what}）。请检查磁盘是不是满了。',
  },
  en: {
    'runs.not-found': 'This run is not here. It may have been deleted; refresh the list.',
    'runs.gap': 'Part of this recording is missing (from byte {received} on); only what came before it was kept.',
    'runs.too-large': 'This recording grew beyond {limitBytes} bytes, and the rest was not recorded. Make the run shorter.',
    'runs.too-many': 'More than {limit} runs were being recorded at once, so this one was not. Stop another run first.',
    'runs.finished': 'This recording has ended; nothing can be added to it.',
    'runs.busy': 'Too many runs are waiting to be checked. Try again in a while.',
    'runs.folder-failed': 'The recording could not be written to the disk ({what}). See whether the disk is full.',
  },
} satisfies Words<RunsFaultCode>;
