/** How the events of `on` are called in both languages. Layer: words. Notes for translators: they follow “当 … 时” and “when”. */
import type { EventName } from '../robot/event-table.ts';
import type { Language } from './words.ts';

const EVENT_WORDS: Readonly<Record<EventName, Readonly<Record<Language, string>>>> = {
  'line.lost': { 'zh-CN': '丢了线', en: 'the line is lost' },
  'line.found': { 'zh-CN': '找到线', en: 'the line is found' },
  'bump.hit': { 'zh-CN': '撞到东西', en: 'something is hit' },
  'button.down': { 'zh-CN': '按下按钮', en: 'the button is pressed' },
  'sonar.nearer': { 'zh-CN': '前面比 %1 毫米更近', en: 'something is nearer than %1 mm' },
  message: { 'zh-CN': '收到消息 %1', en: 'the message %1 comes' },
  'ai.sees': { 'zh-CN': '看到 %1', en: 'the camera sees %1' },
};

/** `%1` stands for the event's value, where it has one. */
export function eventWords(name: EventName, language: Language): string {
  return EVENT_WORDS[name][language];
}
