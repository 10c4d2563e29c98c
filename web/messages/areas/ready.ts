/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  // In the menu of robots.

  'ready.title': '让主板变成小车',
  'ready.lead': '把固件写进主板，读回来核对，再听它回答。大约半分钟。主板里原来的程序会被换掉。',
  'ready.board': '哪一块主板',
  'ready.kit': '小车型号',
  'ready.start': '开始写入',
  // Where a board is that is not in the list of the bridge.
  'ready.drive-board': '变成磁盘的主板',
  'ready.save-board': '把固件文件存下来，自己拷到主板上',
  'ready.own-port-hint':
    '接着浏览器会列出插在这台设备上的主板：选中它，再点“连接”。列表是空的，就检查数据线，或者装好驱动（CH340、CP210x）。',
  'ready.drive-hint': '按住主板上的 BOOTSEL 键再插上数据线（micro:bit 直接插上），它会像 U 盘一样出现。',
  'ready.no-way-here': '在这个网页里写不了这种主板。请在装了轨迹实验室的电脑上打开，或者换用 Chrome、Edge。',
  'ready.file': '固件文件',
  'ready.file-hint': '这个型号没有自带固件。请选择适合它的固件文件（.uf2、.bin 或 .hex）。',
  'ready.file-too-large': '这个文件太大，主板放不下。请换一个文件。',
  'ready.save': '保存固件文件',
  'ready.saved': '固件文件已经保存。请把它拷到名叫 {volume} 的磁盘上；主板会自己重新启动。',
  'ready.pick-again-why': '主板重新启动后，在浏览器看来是另一个设备：请在几秒内再选一次。来不及就再试一次，下回不用再选。',
  'ready.pick-again': '选新出现的主板',
  'ready.connecting': '正在找主板…',
  'ready.again': '数据出错，从头再写（第 {attempt} 次）',
  'ready.writing': '正在写入固件',
  'ready.reading-back': '正在读回来核对',
  'ready.testing': '写好了，正在等小车回答',
  'ready.progress': '写入进度',
  'ready.percent': '{percent}%',
  'ready.left': '还要 {count} 秒',
  'ready.keep-plugged': '写完之前不要拔线。',
  'ready.cancel': '停下',
  'ready.done': '写好了，读回一致，用了 {count} 秒。小车回答：{firmware}',
  'ready.done-unheard': '写好了，读回一致，用了 {count} 秒。',
  'ready.drive': '用这台小车',
  'ready.name': '给它起名字',

  // What the browser says to the wish for a port.
  'page.port-not-picked': '没有选主板。请插上数据线再试一次，在浏览器的列表里选中主板，再点“连接”。',
  'page.port-forbidden': '浏览器不让这个网页使用 USB 串口。请在地址栏左边的网站设置里允许“串口”，再试一次；学校电脑上可能要请管理员允许。',
  'ready.retry': '再试一次',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'ready.title': 'Make a board ready',
  'ready.lead':
    'The firmware is written into the board, read back and compared, and then must answer. It takes about half a minute and replaces the program that is there.',
  'ready.board': 'Which board',
  'ready.kit': 'Which kit',
  'ready.start': 'Start writing',
  'ready.drive-board': 'A board that shows itself as a drive',
  'ready.save-board': 'Save the file and copy it to the board yourself',
  'ready.own-port-hint':
    'Next, the browser lists the boards on this device’s USB: pick yours and press Connect. If the list is empty, check the cable, or install the driver (CH340, CP210x).',
  'ready.drive-hint': 'Hold BOOTSEL on the board while you plug it in (a micro:bit needs no button): it shows up like a USB stick.',
  'ready.no-way-here':
    'This page cannot write to such a board. Open Guiji Lab on the computer where it is installed, or use Chrome or Edge.',
  'ready.file': 'Firmware file',
  'ready.file-hint': 'This kit brings no firmware. Choose a file that fits it (.uf2, .bin or .hex).',
  'ready.file-too-large': 'This file is too large for a board. Choose another one.',
  'ready.save': 'Save the firmware file',
  'ready.saved': 'The firmware file is saved. Copy it to the drive named {volume}; the board then restarts by itself.',
  'ready.pick-again-why':
    'To the browser, the restarted board is another device: pick it once more within a few seconds. If you miss it, try again; next time it goes by itself.',
  'ready.pick-again': 'Pick the board that appeared',
  'ready.connecting': 'Looking for the board…',
  'ready.again': 'Data was garbled; from the beginning (try {attempt})',
  'ready.writing': 'Writing the firmware',
  'ready.reading-back': 'Reading back and comparing',
  'ready.testing': 'Written; waiting for the car to answer',
  'ready.progress': 'Progress of writing',
  'ready.percent': '{percent} %',
  'ready.left': '{count} s left',
  'ready.keep-plugged': 'Leave the cable in until it is done.',
  'ready.cancel': 'Stop',
  'ready.done': 'Written, read back and equal, in {count} s. The car answers: {firmware}',
  'ready.done-unheard': 'Written, read back and equal, in {count} s.',
  'ready.drive': 'Use this car',
  'ready.name': 'Give it a name',

  'page.port-not-picked': 'No board was picked. Plug it in and try again: select it in the browser’s list and press Connect.',
  'page.port-forbidden':
    'The browser lets this page use no serial port. Allow it in the site settings beside the address, then try again; on a school computer the administrator may have to.',
  'ready.retry': 'Try again',
} as const;
