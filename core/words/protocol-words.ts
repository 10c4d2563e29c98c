import type { ProtocolFaultCode } from '../protocol/protocol-faults.ts';
import type { Words } from './words.ts';

export const protocolWords = {
  'zh-CN': {
    'protocol.malformed': '网页和桥之间收到了一条看不懂的消息（{what}）。请刷新网页。',
    'protocol.version':
      '网页（协议 {pageVersion}）和桥（协议 {bridgeVersion}）的版本不同，数字小的一边较旧。请刷新网页；如果还不行，请更新轨迹实验室。',
    'protocol.too-large': '这条消息太大，最多 {limitBytes} 字节。请减小作品里的文件。',
    'protocol.too-fast': '网页发消息太快，每秒最多 {limitPerS} 条。请刷新网页。',
    'protocol.hello-missing': '网页在 {limitMs} 毫秒内没有报到。请刷新网页。',
    'protocol.no-answer': '桥没有回答（{method}）。请检查运行轨迹实验室的电脑是否还开着。',
  },
  en: {
    'protocol.malformed': 'A message between the page and the bridge could not be read ({what}). Reload the page.',
    'protocol.version':
      'The page (protocol {pageVersion}) and the bridge (protocol {bridgeVersion}) differ; the smaller number is the older side. Reload the page; if that does not help, update Guiji Lab.',
    'protocol.too-large': 'This message is too large; at most {limitBytes} bytes. Make the files in the project smaller.',
    'protocol.too-fast': 'The page sends too fast; at most {limitPerS} messages a second. Reload the page.',
    'protocol.hello-missing': 'The page did not say hello within {limitMs} ms. Reload the page.',
    'protocol.no-answer': 'The bridge did not answer ({method}). Check that the computer that runs Guiji Lab is still on.',
  },
} satisfies Words<ProtocolFaultCode>;
