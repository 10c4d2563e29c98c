import type { CarFaultCode } from '../robot/car-about.ts';
import type { Words } from './words.ts';

export const carWords = {
  'zh-CN': {
    'car.cannot-keep': '这块主板里不是轨迹实验室的固件，名字存不到车上。请先“准备主板”。',
    'car.no-such-part': '这台小车没有{part:part}。请换一种型号，或者先把它加上。',
    'car.name-too-long': '名字太长，车上存不下（最多 {bytesMax} 个字节，约 13 个汉字）。请取短一点。',
    'car.record-not-written': '没能存到车上。请检查数据线和电源，再存一次。',
  },
  en: {
    'car.cannot-keep': 'This board runs another firmware, so a name cannot be kept on the car. Make the board ready first.',
    'car.no-such-part': 'This car has no {part:part}. Choose another kit, or add it first.',
    'car.name-too-long': 'The name is too long for the car (at most {bytesMax} bytes). Choose a shorter one.',
    'car.record-not-written': 'It could not be kept on the car. Check cable and power, then save again.',
  },
} satisfies Words<CarFaultCode>;
