import type { Words } from './words.ts';

export type CliFaultCode = 'cli.unexpected' | 'cli.usage' | 'cli.file-not-readable' | 'cli.file-not-writable' | 'cli.unknown-name';

export const cliWords = {
  'zh-CN': {
    'cli.unexpected': '轨迹实验室自己出错了：{what}。请把这句话告诉开发者。',
    'cli.usage': '命令写得不对：{what}',
    'cli.file-not-readable': '读不了文件 {file}。请检查名字和权限。',
    'cli.file-not-writable': '写不了文件 {file}。请检查文件夹、权限和磁盘空间。',
    'cli.unknown-name': '没有叫“{name}”的{kind}。可以用：{known}。',
  },
  en: {
    'cli.unexpected': 'Guiji Lab itself failed: {what}. Please tell its developers this sentence.',
    'cli.usage': 'The command is not right: {what}',
    'cli.file-not-readable': 'Cannot read the file {file}. Check its name and permissions.',
    'cli.file-not-writable': 'Cannot write the file {file}. Check the folder, its permissions and the disk space.',
    'cli.unknown-name': 'There is no {kind} called “{name}”. Known: {known}.',
  },
} satisfies Words<CliFaultCode>;
