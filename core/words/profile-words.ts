import type { KitFaultCode } from '../protocol/kit-views.ts';
import type { ProfileFaultCode } from '../robot/profile.ts';
import type { Words } from './words.ts';

export const profileWords = {
  'zh-CN': {
    'profile.invalid': '机器人配置文件有错：{path}（{problem}）。请检查这一项。',
    'profile.newer-version': '这个机器人配置是较新版本（{version}）的软件做的。请先更新轨迹实验室。',
    'profile.no-such-image': '配置里没有叫“{image}”的固件。请在 images 里写上它，或改成已有的名字。',
    'profile.image-without-baud': '固件“{image}”没有写波特率。请补上 baud。',
    'profile.not-digital': '数字循线传感器只有 0 和 1：rawWhite 和 rawBlack 要一个写 0，一个写 1。',
    'profile.no-such-pin': '这块板没有 {pin} 号引脚（{part:part}）。请换一个引脚。',
    'profile.pin-cannot': '{pin} 号引脚不能这样用：{part:part} 需要 {use}。请换一个引脚。',
    'profile.pin-twice': '{pin} 号引脚用了两次：{other:part} 和 {part:part}。请给其中一个换引脚。',
    'profile.pin-is-serial': '{pin} 号引脚要留给数据线（{part:part}）。请换一个引脚。',
    'profile.pin-is-i2c': '{pin} 号引脚要留给 I2C（{other:part}），{part:part} 不能用。请换一个引脚。',
    'profile.address-twice': '{other:part} 和 {part:part} 的 I2C 地址都是 {address}。请改其中一个的地址。',
    'profile.timer-conflict': '{other:part} 会占用 {pin} 号引脚的定时器，{part:part} 的 PWM 就不能用了。请给 {part:part} 换一个引脚。',
    'profile.part-twice': '{part:part} 写了两次。每种部件只写一次。',
    'kit.id-taken': '“{id}”是自带的小车型号。请给自己的型号另起一个编号。',
    'kit.too-many': '学校自己的小车型号最多 {limit} 种。请先删掉不用的。',
    'kit.too-large': '小车型号文件太大（最多 {limitBytes} 字节）。请检查是不是选错了文件。',
    'kit.not-found': '找不到小车型号“{id}”。它可能已经被删掉了，请换一种。',
    'kit.not-written': '小车型号没有存下来（{what}）。请检查磁盘空间和权限，再存一次。',
  },
  en: {
    'profile.invalid': 'The robot profile is wrong at {path} ({problem}). Check that entry.',
    'profile.newer-version': 'This robot profile was made by a newer version ({version}). Update Guiji Lab first.',
    'profile.no-such-image': 'The profile has no image named “{image}”. Add it to images, or use a name that is there.',
    'profile.image-without-baud': 'The firmware image “{image}” does not say its baud. Add baud.',
    'profile.not-digital': 'A digital line sensor knows only 0 and 1: make one of rawWhite and rawBlack 0 and the other 1.',
    'profile.no-such-pin': 'This board has no pin {pin} ({part:part}). Use another pin.',
    'profile.pin-cannot': 'Pin {pin} cannot do that: {part:part} needs {use}. Use another pin.',
    'profile.pin-twice': 'Pin {pin} is used twice, by {other:part} and {part:part}. Give one of them another pin.',
    'profile.pin-is-serial': 'Pin {pin} belongs to the cable to the computer ({part:part}). Use another pin.',
    'profile.pin-is-i2c': 'Pin {pin} belongs to I2C ({other:part}); {part:part} cannot have it. Use another pin.',
    'profile.address-twice': '{other:part} and {part:part} have the same I2C address, {address}. Change one of them.',
    'profile.timer-conflict':
      '{other:part} takes the timer of pin {pin}, so {part:part} loses its PWM there. Give {part:part} another pin.',
    'profile.part-twice': '{part:part} is there twice. A robot has one of each part.',
    'kit.id-taken': '“{id}” is a kit that comes with Guiji Lab. Give your own another id.',
    'kit.too-many': 'A school can have {limit} kits of its own. Remove one that is not used.',
    'kit.too-large': 'The kit file is too large (at most {limitBytes} bytes). Check that it is the right file.',
    'kit.not-found': 'There is no kit “{id}”. It may have been removed; choose another.',
    'kit.not-written': 'The kit was not saved ({what}). Check disk space and permissions, then save again.',
  },
} satisfies Words<ProfileFaultCode | KitFaultCode>;
