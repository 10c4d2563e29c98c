import type { ProjectFaultCode } from '../project/migrations.ts';
import type { Words } from './words.ts';

export const projectWords = {
  'zh-CN': {
    'project.file-damaged': '这个作品文件不完整或已损坏（{what}）。请重新复制一份再打开。',
    'project.newer-version': '这个作品是较新版本（格式 {version}）的轨迹实验室保存的。请先更新轨迹实验室。',
    'project.too-large': '这个作品太大，最多 {limitBytes} 字节。请删掉不用的文件。',
    'project.invalid': '这个作品里有一处看不懂：{path}（{problem}）。请用原来的文件再试。',
  },
  en: {
    'project.file-damaged': 'This project file is incomplete or damaged ({what}). Copy it again and open the copy.',
    'project.newer-version': 'This project was saved by a newer Guiji Lab (format {version}). Update Guiji Lab first.',
    'project.too-large': 'This project is too large; at most {limitBytes} bytes. Remove files that are not used.',
    'project.invalid': 'This project has a part that cannot be read: {path} ({problem}). Try again with the original file.',
  },
} satisfies Words<ProjectFaultCode>;
