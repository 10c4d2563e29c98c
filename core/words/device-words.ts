import type { DeviceFaultCode } from '../device/device-faults.ts';
import type { IntelHexFaultCode } from '../device/intel-hex.ts';
import type { Words } from './words.ts';

/** Of bridge/devices and bridge/emulator; here because words never import the bridge. */
export type DeviceBridgeFaultCode =
  | 'device.list-failed'
  | 'board.file-incomplete'
  | 'board.file-too-large'
  | 'device.tcp-port-in-use'
  | 'device.pty-tool-missing'
  | 'device.pty-failed'
  | 'device.emulator-failed'
  | 'firmware.missing-image'
  | 'firmware.wrong-hash';

export const deviceWords = {
  'zh-CN': {
    'device.vanished': '和机器人的连接断了。请检查数据线和电源，再重新连接。',
    'device.busy': '设备 {device} 正被别的程序使用。请关掉那个程序（例如 Arduino IDE 的串口监视器），再试一次。',
    'device.not-found': '找不到设备 {device}。请检查数据线，或者重新插一次。',
    'device.no-permission': '没有权限使用设备 {device}。请管理员把你加入 dialout 用户组，再重新登录。',
    'device.open-failed': '打不开设备 {device}（{what}）。请拔下数据线再插上，然后重试。',
    'device.port-refused':
      '浏览器打不开 {device}：可能别的程序（例如 Arduino IDE 的串口监视器）或别的网页正在用它。请关掉它们，再试一次。在 Linux 上，还要请管理员把你加入 dialout 用户组。',
    'device.no-firmata': '{timeoutS} 秒内没有收到机器人的回答：主板里可能没有 Firmata 固件。请给它写入固件。',
    'device.wrong-firmware': '主板里的固件版本是 {version}，需要 {wanted}。请写入轨迹实验室的固件。',
    'device.wrong-board': '这块主板的引脚 {pin} 不支持 {mode}。请检查选的小车型号对不对。',
    'device.board-reset': '机器人的主板重新启动了，电机已停。请检查电池、电源线，也不要按复位键，再运行一次。',
    'device.needs-own-firmware': '部件“{part}”要用轨迹实验室的固件才能控制。请先给这块主板写入固件。',
    'device.stop-pressed': '有人按了小车上的停止按钮，电机已停。可以再运行一次。',
    'device.host-silent': '小车有一会儿没有收到电脑的消息，自己停下了。请检查数据线，再运行一次。',
    'board.file-incomplete': '固件文件没有传完整。请再选一次文件，再试一次。',
    'board.file-too-large': '固件文件太大，最多 {limitBytes} 字节。请换一个文件。',
    'device.list-failed': '列不出串口（{what}）。请重新启动轨迹实验室再试。',
    'device.tcp-port-in-use': 'TCP 端口 {port} 已被占用。请换一个端口号。',
    'device.pty-tool-missing': '建立虚拟串口需要程序 {tool}，这台电脑上没有。请安装它，例如 apt-get install {tool}。',
    'device.pty-failed': '建立不了虚拟串口 {path}（{what}）。请换一个路径。',
    'device.emulator-failed': '虚拟小车出错停下了（{what}）。请重新启动它。',
    'firmware.bad-image': '固件文件不完整或有错。请换一个文件，或者重新安装轨迹实验室。',
    'firmware.missing-image': '缺少固件文件 {image}。请重新安装轨迹实验室。',
    'firmware.wrong-hash': '固件文件 {image} 和配置里的校验值不符。请重新安装轨迹实验室。',
  },
  en: {
    'device.vanished': 'The connection to the robot is gone. Check its cable and power, then connect again.',
    'device.busy': 'Another program is using the device {device}. Close it (a serial monitor, for example) and try again.',
    'device.not-found': 'There is no device {device}. Check its cable, or plug it in again.',
    'device.no-permission':
      'You may not use the device {device}. Ask the administrator to add you to the group dialout, then log in again.',
    'device.open-failed': 'The device {device} cannot be opened ({what}). Unplug it, plug it in and try again.',
    'device.port-refused':
      'The browser cannot open {device}: another program (a serial monitor, for example) or another page may be using it. Close it and try again. On Linux you must also be in the group dialout; ask the administrator.',
    'device.no-firmata': 'The robot did not answer within {timeoutS} s: its board may have no Firmata firmware. Flash the firmware.',
    'device.wrong-firmware': 'The firmware on the board has version {version}; {wanted} is needed. Flash Guiji Lab’s firmware.',
    'device.wrong-board': 'Pin {pin} of this board cannot do {mode}. Check that the right kit is chosen.',
    'device.board-reset':
      'The robot’s board started anew; its motors are off. Check battery and power wires, leave the reset button alone, and run again.',
    'device.needs-own-firmware': 'The part “{part}” works with Guiji Lab’s firmware only. Flash this board first.',
    'device.stop-pressed': 'Somebody pressed the stop button on the car; its motors are off. You can run again.',
    'device.host-silent': 'The car heard nothing from the computer for a moment and stopped by itself. Check the cable and run again.',
    'board.file-incomplete': 'The firmware file did not arrive whole. Choose the file again and try again.',
    'board.file-too-large': 'The firmware file is too large; at most {limitBytes} bytes. Take another file.',
    'device.list-failed': 'The serial ports cannot be listed ({what}). Restart Guiji Lab and try again.',
    'device.tcp-port-in-use': 'TCP port {port} is in use. Choose another port number.',
    'device.pty-tool-missing':
      'A virtual serial port needs the program {tool}, which is not on this computer. Install it, for example: apt-get install {tool}.',
    'device.pty-failed': 'The virtual serial port {path} cannot be made ({what}). Choose another path.',
    'device.emulator-failed': 'The virtual car failed and stopped ({what}). Start it again.',
    'firmware.bad-image': 'The firmware file is incomplete or wrong. Take another file, or install Guiji Lab again.',
    'firmware.missing-image': 'The firmware file {image} is missing. Install Guiji Lab again.',
    'firmware.wrong-hash': 'The firmware file {image} does not match the hash in its profile. Install Guiji Lab again.',
  },
} satisfies Words<DeviceFaultCode | IntelHexFaultCode | DeviceBridgeFaultCode>;
