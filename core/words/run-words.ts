import type { DriveOwnFaultCode } from '../run/drive-data.ts';
import type { ModelFileFaultCode } from '../run/loaded-models.ts';
import type { RecomputeFaultCode } from '../run/recompute.ts';
import type { RunFileFaultCode } from '../run/run-header.ts';
import type { RunFaultCode } from '../run/run-types.ts';
import type { Words } from './words.ts';

export const runWords = {
  'zh-CN': {
    'run-file.not-a-run': '这不是轨迹实验室的运行记录。请换一个文件。',
    'run-file.newer-version': '这份运行记录是较新版本（{version}，这里最高 {known}）的软件做的。请先更新轨迹实验室。',
    'run-file.bad-header': '运行记录的开头坏了（{path}）。请换一份记录。',
    'run-file.malformed-exact': '运行记录里的逐条数据坏了。其余部分还能看。',
    'recompute.not-simulated': '这是真车的运行，不能重新计算。请改用核对。',
    'recompute.other-version': '这份记录是另一个版本做的，这里不能重新计算。请用原来的版本打开。',
    'recompute.incomplete': '记录没有写完，不能重新计算。请再运行一次。',
    'recompute.diverges': '重新计算的结果从 {atS} 秒起和记录不一样（{what}：记录 {recorded}，重算 {computed}）。请再运行一次。',
    'run.no-last-program': '还没有要运行的程序。请先按运行。',
    'run.unknown-profile': '没有叫“{id}”的小车。请换一辆。',
    'run.unknown-track': '没有叫“{id}”的赛道。请换一条。',
    'run.no-room': '起点后面只排得下 {max} 辆车，排不下 {cars} 辆。请减少几辆，或者换一条赛道。',
    'drive.too-short': '开得太短了：只有 {moments} 个时刻，至少要 {min} 个。请再开十秒。',
    'drive.no-line-sensors': '这辆小车没有线传感器，学不了巡线。请换一辆。',
    'drive.learner-lost': '训练的程序没有加载成功。请再试一次；开车的记录还在。',
    'model.other-inside': '模型“{name}”的文件和项目里写的不一样。请在人工智能页重新训练并保存它。',
    'model.too-many-numbers': '模型“{name}”太大，程序里用不了（最多 {inputsMax} 个输入、{outputsMax} 个输出）。',
    'run.cannot-rewind': '现在不能倒回去。请先暂停；真实的小车不能倒回去。',
    'run.among-others': '几辆车一起跑的时候，可以暂停、单步，不能改变量，也不能倒回去。',
    'run.simulator-lost': '模拟器没有回应，已经重新启动。请再运行一次。',
  },
  en: {
    'run-file.not-a-run': 'This is not a recording of Guiji Lab. Choose another file.',
    'run-file.newer-version': 'This recording was made by a newer version ({version}, known here: {known}). Update Guiji Lab first.',
    'run-file.bad-header': 'The beginning of the recording is damaged ({path}). Choose another recording.',
    'run-file.malformed-exact': 'The detailed data in the recording is damaged. The rest can still be seen.',
    'recompute.not-simulated': 'This run is of a real robot and cannot be computed again. Verify it instead.',
    'recompute.other-version': 'This recording was made by another version and cannot be computed again here. Open it with that version.',
    'recompute.incomplete': 'The recording was not finished and cannot be computed again. Run the program once more.',
    'recompute.diverges':
      'Computed again, the run differs from its recording from {atS} s on ({what}: recorded {recorded}, computed {computed}). Run the program once more.',
    'run.no-last-program': 'There is no program to run yet. Press Run first.',
    'run.unknown-profile': 'There is no car called “{id}”. Choose another.',
    'run.unknown-track': 'There is no track called “{id}”. Choose another.',
    'run.no-room': 'Before the start there is room for {max} cars, not for {cars}. Take fewer cars or another track.',
    'drive.too-short': 'The drive is too short: {moments} moments, and {min} are needed. Drive ten seconds more.',
    'drive.no-line-sensors': 'This car has no line sensors, so it cannot learn to follow a line. Choose another.',
    'drive.learner-lost': 'The trainer did not load. Try again; the recording of the drive is still here.',
    'model.other-inside': 'The file of the model “{name}” is not what the project says. Train and save it again on the AI page.',
    'model.too-many-numbers': 'The model “{name}” is too large for a program (at most {inputsMax} inputs and {outputsMax} outputs).',
    'run.cannot-rewind': 'It cannot go back now. Pause first; a real car cannot go back in time.',
    'run.among-others': 'While several cars drive, you can pause and step; variables cannot be changed, and time cannot go back.',
    'run.simulator-lost': 'The simulator did not answer and was started again. Run the program once more.',
  },
} satisfies Words<DriveOwnFaultCode | ModelFileFaultCode | RunFileFaultCode | RunFaultCode | RecomputeFaultCode>;
