import type { FitOwnFaultCode } from '../fit/fit-types.ts';
import type { Words } from './words.ts';

export const fitWords = {
  'zh-CN': {
    'fit.no-runs': '还没有选运行记录。请先开一遍测量程序，再选它的记录。',
    'fit.too-many-runs': '一次最多用 {max} 份记录，这里有 {runs} 份。请少选几份。',
    'fit.altered': '记录“{run}”写好以后被改过，不能用来测量。请重新录一份。',
    'fit.other-kit': '记录“{run}”是“{kit}”的，要测量的是“{wanted}”。请选同一种小车的记录。',
    'fit.other-calibration': '记录“{run}”是在另一次校准之后录的。请选同一次校准的记录。',
    'fit.ideal-car': '录“{run}”的时候开着“理想小车”，要测量的东西被关掉了。请关掉它再录一份。',
    'fit.kit-unnamed': '录“{run}”的时候小车有一部分是理想的。请用 --profile 说明是哪一种小车，结果才会完整。',
    'fit.uneven-floor': '记录“{run}”的赛道有坡。请在平的地面上录。',
    'fit.too-short': '记录“{run}”里小车只动了 {seconds} 秒，至少要 {min} 秒。请把测量程序开完。',
    'fit.no-motion': '记录“{run}”里小车没有动。请检查电池和电机，再录一份。',
    'fit.no-signals': '记录“{run}”里的程序没有读能看出运动的传感器。请用测量程序录一份。',
    'fit.no-track': '记录“{run}”没有说小车在哪条赛道上，光看循线传感器算不出来。请先选赛道，再录一份。',
    'fit.does-not-follow': '记录“{run}”里的小车和程序说的不一样（只对上 {percent}%）。请检查赛道和起点，别碰小车，再录一份。',
    'fit.nothing-observable': '从这些记录里一个数也看不准。请用测量程序在条纹地面上录一份。',
  },
  en: {
    'fit.no-runs': 'No recording is chosen yet. Drive the measuring program once, then choose its recording.',
    'fit.too-many-runs': 'At most {max} recordings can be used at once; these are {runs}. Choose fewer.',
    'fit.altered': 'The recording “{run}” was changed after it was made and cannot be measured from. Record another.',
    'fit.other-kit': 'The recording “{run}” is of “{kit}”, and “{wanted}” is to be measured. Choose recordings of one kit.',
    'fit.other-calibration': 'The recording “{run}” was made with another calibration. Choose recordings with the same one.',
    'fit.ideal-car':
      'The recording “{run}” is of an ideal car: what is to be measured was switched off. Switch “ideal car” off and record another.',
    'fit.kit-unnamed':
      'The car of the recording “{run}” was partly ideal. Name its kit with --profile, so that the result has all that a kit has.',
    'fit.uneven-floor': 'The track of the recording “{run}” has a ramp. Record on a flat floor.',
    'fit.too-short': 'In the recording “{run}” the car drives for {seconds} s only; {min} s are needed. Let the measuring program end.',
    'fit.no-motion': 'In the recording “{run}” the car does not move. Check battery and motors and record another.',
    'fit.no-signals': 'The program of the recording “{run}” read no sensor that shows motion. Record the measuring program.',
    'fit.no-track':
      'The recording “{run}” does not say on which track the car was, and line sensors alone do not tell. Choose the track and record another.',
    'fit.does-not-follow':
      'The car of the recording “{run}” did something else than its program said (only {percent}% fit). Check track and start, leave the car alone and record another.',
    'fit.nothing-observable': 'These recordings tell no number well enough. Record the measuring program on the striped floor.',
  },
} satisfies Words<FitOwnFaultCode>;
