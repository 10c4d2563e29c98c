import type { FlashFaultCode } from '../device/flash/flash-faults.ts';
import type { StreamFaultCode } from '../device/byte-stream.ts';
import type { IntelHexFaultCode } from '../device/intel-hex.ts';
import type { Words } from './words.ts';

/** Those of the stream and of the file stand in device-words.ts. */
type OwnCode = Exclude<FlashFaultCode, StreamFaultCode | IntelHexFaultCode>;

export const flashWords = {
  'zh-CN': {
    'flash.no-way': '这个型号没有说明怎样给 {board} 写入固件。请换一个型号，或者用主板自带的工具写入。',
    'flash.no-bootloader':
      '主板没有回答写入请求，板上的程序没有改动。请检查型号选得对不对、数据线是不是只能充电、0 号和 1 号引脚上有没有接蓝牙模块，再试一次。',
    'flash.wrong-chip': '这块主板的芯片是 {found}，这个型号需要 {wanted}，所以没有写入。请换一个型号，或者换一块主板。',
    'flash.image-too-big': '固件有 {bytes} 字节，这块主板最多放 {bytesMax} 字节，所以没有写入。请换一个固件。',
    'flash.image-empty': '固件文件里没有内容，所以没有写入。请换一个固件文件。',
    'flash.interrupted': '写到 {percent}% 时连接断了，主板现在没有可用的程序，但没有坏。请接好数据线，再写一次。',
    'flash.no-answer': '写到 {percent}% 时主板不再回答，它现在没有可用的程序，但没有坏。请拔下数据线再插上，再写一次。',
    'flash.garbled': '写到 {percent}% 时传来的数据出错，主板现在没有可用的程序，但没有坏。请换一根短的数据线，再写一次。',
    'flash.cancelled': '写到 {percent}% 时停下了。要使用这块主板，请重新写一次。',
    'flash.verify-failed':
      '读回来的内容和写入的不一样（地址 {address}），试了三次都不行。请再写一次；如果还是这样，这块主板的存储可能坏了。',
    'flash.firmware-silent':
      '固件已经写好，读回也一样，但 {timeoutS} 秒内没有回答。请按一下主板的复位键再连接；如果还不回答，请检查 0 号和 1 号引脚上的接线。',
    'flash.no-bootloader-port': '{timeoutS} 秒内没有出现写入用的端口，板上的程序没有改动。请快速按两下复位键，马上再试一次。',
    'flash.no-drive': '没有找到主板的磁盘。请按住 BOOTSEL 键插上数据线（micro:bit 直接插上），看到磁盘后再试一次。',
    'flash.several-drives': '找到了 {count} 块主板的磁盘，不知道写哪一块。请只留下一块，再试一次。',
    'flash.drive-refused': '主板的磁盘没有收下固件（{what}）。请拔下数据线再插上，再试一次。',
    'flash.esp-failed': '写入 ESP 主板失败（{what}）。请按住 BOOT 键，再试一次；主板没有坏。',
  },
  en: {
    'flash.no-way':
      'This kit does not say how its board, {board}, is flashed. Choose another kit, or flash it with the tool that came with the board.',
    'flash.no-bootloader':
      'The board did not answer when it was to be flashed; its program is unchanged. Check that the kit is right, that the cable carries data, and that no Bluetooth module is on pins 0 and 1, then try again.',
    'flash.wrong-chip':
      'The chip of this board is {found} and this kit needs {wanted}, so nothing was written. Choose another kit or board.',
    'flash.image-too-big':
      'The firmware has {bytes} bytes and this board has room for {bytesMax}, so nothing was written. Choose another firmware.',
    'flash.image-empty': 'There is nothing in the firmware file, so nothing was written. Choose another file.',
    'flash.interrupted':
      'The connection went at {percent} %. The board has no whole program now, but it is not broken: connect its cable and flash again.',
    'flash.no-answer':
      'The board fell silent at {percent} %. It has no whole program now, but it is not broken: unplug it, plug it in and flash again.',
    'flash.garbled':
      'What the board sent was garbled at {percent} %. It has no whole program now, but it is not broken: take a shorter cable and flash again.',
    'flash.cancelled': 'Flashing was stopped at {percent} %. Flash the board again before you use it.',
    'flash.verify-failed':
      'What was read back differs from what was written (address {address}), three times. Flash again; if it stays so, the board’s memory may be worn out.',
    'flash.firmware-silent':
      'The firmware is written and was read back, but it did not answer within {timeoutS} s. Press the board’s reset button and connect; if it stays silent, check what is on pins 0 and 1.',
    'flash.no-bootloader-port':
      'No port for flashing appeared within {timeoutS} s; the board’s program is unchanged. Press its reset button twice quickly and try again at once.',
    'flash.no-drive':
      'There is no drive of a board. Hold BOOTSEL while you plug it in (a micro:bit needs no button), wait for the drive, and try again.',
    'flash.several-drives': 'There are drives of {count} boards, and which one is meant is unclear. Leave one plugged in and try again.',
    'flash.drive-refused': 'The board’s drive did not take the firmware ({what}). Unplug it, plug it in and try again.',
    'flash.esp-failed': 'Flashing the ESP board failed ({what}). Hold its BOOT button and try again; the board is not broken.',
  },
} satisfies Words<OwnCode>;
