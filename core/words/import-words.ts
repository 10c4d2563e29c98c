import type { ImportFaultCode } from '../tracks/import/import-faults.ts';
import type { Words } from './words.ts';

export const importWords = {
  'zh-CN': {
    'import.too-large': '这个文件太大，最多 {limit} 字节。请换一个小一点的文件。',
    'import.not-svg': '这不是能读的 SVG 图。请从画图软件里另存为 SVG。',
    'import.unsafe': '这张图里有不安全的内容（{what}），没有读它。请在画图软件里另存为“普通 SVG”。',
    'import.too-much': '这张图太复杂，最多 {limit} 个。请去掉一些细节再试。',
    'import.no-lines': '这张图里没有找到线。请把赛道画成有颜色的线。',
    'import.bad-size': '这样的场地太小或太大，每边要在 100 到 {limit} 毫米之间。请改宽度。',
    'import.not-picture': '这张图读不了。请换一张 PNG 或 JPG 图。',
    'import.bad-corners': '这四个角围不成一块地面。请按顺序拖到场地的四个角上。',
  },
  en: {
    'import.too-large': 'This file is too large; {limit} bytes is the most. Choose a smaller one.',
    'import.not-svg': 'This is no SVG drawing that can be read. Save it as SVG from a drawing program.',
    'import.unsafe': 'This drawing holds something that is not safe ({what}), so it was not read. Save it as a plain SVG.',
    'import.too-much': 'This picture is too detailed; {limit} is the most. Take some details away and try again.',
    'import.no-lines': 'No lines were found in this picture. Draw the track as lines with a colour.',
    'import.bad-size': 'Such a floor is too small or too large; each side must be 100 to {limit} mm. Change the width.',
    'import.not-picture': 'This picture cannot be read. Use a PNG or JPG picture.',
    'import.bad-corners': 'These four corners do not enclose a floor. Drag them, in order, to the floor’s corners.',
  },
} as const satisfies Words<ImportFaultCode>;
