import type { ProfileFaultCode } from '../robot/profile.ts';
import type { Words } from './words.ts';

export const profileWords = {
  'zh-CN': {
    'profile.invalid': '机器人配置文件有错：{path}（{problem}）。请检查这一项。',
    'profile.newer-version': '这个机器人配置是较新版本（{version}）的软件做的。请先更新轨迹实验室。',
  },
  en: {
    'profile.invalid': 'The robot profile is wrong at {path} ({problem}). Check that entry.',
    'profile.newer-version': 'This robot profile was made by a newer version ({version}). Update Guiji Lab first.',
  },
} satisfies Words<ProfileFaultCode>;
