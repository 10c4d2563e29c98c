/**
 * The page's words in Chinese: the catalogue that the others follow, key by key. Layer: web/messages.
 *
 * For translators. Speak as a good teacher does: short, calm, no exclamation marks, units always. `{name}` places are filled in by
 * the page and may move within the sentence. The car is 小车, a project is 作品, a program is 程序, a block is 积木. Faults and
 * diagnostics of the product's core are in core/words. A line comment above a key says where it shows.
 */
import { zh as debugWords } from './areas/debug.ts';
import { zh as fileWords } from './areas/files.ts';
import { zh as learnWords } from './areas/learn.ts';
import { zh as seatWords } from './areas/seat.ts';
import { zh as batchWords } from './areas/batch.ts';
import { zh as trackWords } from './areas/track.ts';

export const zhCN = {
  product: '轨迹实验室',
  close: '关闭',
  loading: '正在读取…',

  // Buttons in the middle of the header; each at most three characters long.
  'run.title': '运行控制',
  'run.run': '运行',
  'run.pause': '暂停',
  'run.resume': '继续',
  'run.step': '单步',
  'run.stop': '停止',

  // One line over the track, read aloud when it changes. {time} in seconds.
  'status.ready': '准备好了，按“运行”试试',
  'status.connecting': '正在准备小车…',
  'status.preparing': '正在准备程序…',
  'status.compiler-loading': '第一次运行要等几秒，正在准备程序…',
  'link.figures': '反应 {median} 毫秒（最慢 {worst}）',
  'link.what': '从传感器看到变化，到电机跟着转动，最近 5 秒测到的时间',
  'link.too-often': '程序每 {every} 毫秒判断一次，小车要 {needs} 毫秒才能反应：请在循环里多等一会儿。',
  'link.drives-on': '主板里是别的固件：连接一断，小车会一直开下去。请守在旁边，随时能拿起它。',
  'link.part-silent': '主板有回答，但部件“{part}”没有回答：请检查它的接线。',
  'status.running': '正在运行',
  'status.paused': '停在 {time} 秒，可以单步或继续',
  'status.ended': '运行了 {time} 秒，跑了 {laps} 圈',
  'status.has-errors': '程序里有 {count} 处要改，改好再运行',
  'status.lost': '和小车断开了',
  'status.reconnect': '重新连接',

  'page.program-has-errors': '程序里有要改的地方，改好再运行。',
  'page.compiler-missing': '程序没有准备好：编译器没有加载成功。请刷新网页再试，作品不会丢。',
  'fault.unknown': '出了点问题（{code}）。请把这个代码告诉老师。',

  // Under the project's name.
  'saving.saving': '正在保存…',
  'saving.here': '已存到本机',
  'saving.school': '已存到学校',
  'saving.nowhere': '没有存下来',
  'saving.here-only': '只存到了本机',
  'saving.saving.detail': '每次改动都会自动保存',
  'saving.here.detail': '存在这个浏览器里，连上后会自动存到学校',
  'saving.school.detail': '这台电脑重启也不会丢',
  'saving.nowhere.detail': '这个浏览器不让保存。请导出文件，存到 U 盘',

  'project.name': '作品名字',
  'project.menu': '作品菜单',
  'project.untitled': '我的小车',
  'project.new': '新作品',
  'project.open': '打开作品',
  'project.rename': '改名字',
  'project.duplicate': '复制一份',
  'project.copy-name': '{name}（副本）',
  'project.history': '历史版本',
  'project.export': '导出文件（.guiji）',
  'project.import': '导入文件（.guiji）',
  'project.drop': '放在这里，打开作品文件',
  'project.import-failed': '没有打开这个文件',
  'project.import-kept': '现在打开的作品没有变。',
  'project.list-empty': '这里还没有作品。新建一个，小车就能跑起来。',
  'project.is-open': '正在编辑',
  'project.where.here': '本机',
  'project.where.school': '学校',
  'project.where.both': '本机和学校',
  'project.open-failed': '没有打开：可能和学校的连接断了，请稍后再试。',
  'project.delete': '删除“{name}”',
  'project.delete-sure': '确定删除',

  'history.empty': '还没有历史版本。改动以后，这里会出现以前的样子。',
  'history.choose': '选一个时间，看看那时的程序',
  'history.preview': '那时的程序',
  'history.restore': '恢复成这个版本',
  'history.safe': '现在的程序也会留在历史里。',

  // The switch between the two views of a program; TypeScript is a name and stays.
  'editor.title': '程序',
  'editor.view': '用积木还是文字',
  'editor.blocks': '积木',
  'editor.text': 'TypeScript',
  'editor.undo': '撤销',
  'editor.redo': '重做',
  'editor.format': '整理格式',
  'editor.loading-blocks': '正在准备积木…',
  'editor.loading-text': '正在准备文字编辑器…',
  'editor.failed': '编辑器没有加载成功。作品已经保存，请刷新网页再试。',
  'editor.reload': '刷新网页',

  'robot.choose': '选小车：{robot}，{state}',
  'robot.simulator': '模拟器',
  'robot.simulator-detail': '在网页里跑，不用连线',
  'robot.car-page': '型号、检查、调传感器…',
  'robot.virtual-car': '虚拟小车',
  'robot.virtual-car-detail': '电脑里的 Arduino，跑真的固件',
  'robot.serial-detail': '用 USB 线连着',
  'robot.busy': '别的窗口正在用',
  'robot.gone': '小车不在了',
  'robot.connected': '可以用',
  'robot.connecting': '正在连接',
  'robot.lost': '断开了',
  'robot.own-port': '插在这台设备上的小车',
  'robot.own-port-detail': '浏览器直接连接 USB 线上的小车',
  'robot.none': '没有找到小车。插上 USB 线，小车会出现在这里。',
  'robot.bridge-connecting': '正在找这台电脑上的小车…',
  'robot.bridge-offline': '连不上轨迹实验室的后台。模拟器照常可用，正在重试。',

  'readout.line': '巡线传感器',
  'readout.sensor': '{index} 号：{reading}',
  'readout.speed': '速度',
  'readout.laps': '圈数',
  'readout.lap-time': '本圈',
  'readout.last-lap': '上一圈',

  'graph.title': '曲线',
  'graph.choose': '看哪些曲线',
  'graph.group.tune': '边开边调',
  'graph.group.line': '巡线',
  'graph.group.motors': '电机',
  'graph.group.sonar': '超声波',
  'graph.group.program': '程序画的',
  'graph.sensor': '{index} 号',
  'graph.left': '左轮（%）',
  'graph.right': '右轮（%）',
  'graph.sonar': '前方距离（毫米）',
  'graph.picture': '最近 10 秒的曲线：{what}',
  'graph.empty': '小车跑起来，这里就有曲线。',
  'graph.empty-program': '在程序里用 plot("名字", 数值)，曲线就画在这里。',

  'console.title': '控制台',
  'console.clear': '清空控制台',
  'console.empty': '程序说的话（log）和小车的消息会出现在这里。',
  'console.started': '在{robot}上开始运行',
  'console.finished': '程序跑完了，用了 {time} 秒',
  'console.stopped': '停在 {time} 秒',
  'console.time-limit': '时间到，停在 {time} 秒',
  'console.lap': '第 {lap} 圈：{time} 秒',
  'console.stopped-by': '小车停在 {time} 秒：{why}',
  'problems.title': '要改的地方',
  'problems.line': '第 {line} 行',
  'problems.in-file': '{file} 第 {line} 行',

  'variables.title': '变量',
  'variables.empty': '暂停以后，在这里看每个变量是多少。',
  'variables.here': '正在运行的这一段',
  'variables.in': '在 {name} 里',
  'variables.everywhere': '整个程序',

  'lesson.title': '做什么',
  'lesson.fold': '收起“做什么”',
  'lesson.required': '必做',
  'lesson.optional': '选做',
  'lesson.done': '完成',

  'display.title': '显示',
  'display.theme': '颜色',
  'display.theme.system': '跟电脑一样',
  'display.theme.light': '浅色',
  'display.theme.dark': '深色',
  'display.board': '黑板模式（字更大）',
  'display.board.auto': '大屏幕时自动打开',
  'display.board.on': '打开',
  'display.board.off': '关闭',

  // The other language's name, in that language.
  'language.other': 'EN',
  'language.switch': 'Switch to English',

  'notice.other-window': '这个作品在另一个窗口或另一台电脑上改过了。两边一起改，后保存的会盖住先保存的。',
  'notice.take-theirs': '用那边的',
  'notice.keep-mine': '用这边的',
  'notice.other-in-history': '“{name}”在另一台电脑上也改过。现在用这边的，那边的在“历史版本”里。',
  'notice.understood': '知道了',

  // Spoken names of the bars between panes.
  'layout.left-width': '赛道的宽度',
  'layout.right-width': '“做什么”的宽度',
  'layout.track-height': '赛道的高度',
  'layout.tabs': '曲线、控制台和变量',
  'layout.bar': '显示哪一部分',
  'layout.pane': '看程序还是看小车',
  'layout.program': '程序',
  'layout.car': '小车',

  // The rail at the left, from top to bottom; each at most four characters.
  'nav.title': '去哪里',
  'nav.code': '编程',
  'nav.learn': '学习',
  'nav.ai': 'AI',
  'nav.runs': '记录',
  'nav.class': '课堂',
  'nav.score': '评分',
  'nav.packs': '课程包',
  'nav.car': '小车',
  'nav.help': '帮助',
  'nav.join': '加入',
  'page.code': '编程',
  'page.not-loaded': '这一页没有打开。请检查是否还连着轨迹实验室的电脑，再试一次。',
  'page.try-again': '再试一次',

  // Beside the program: what the camera sees, keys to drive by, and names of the first signs.
  'ai.first-class': '第 1 类',
  'ai.none-class': '都不是',
  'ai.preview': '小车看到的',
  'ai.remote': '遥控',

  // A line by the Run button: which car it is.
  'car.note-measured': '{date} 校准',
  'car.note-unmeasured': '还没校准',
  'car.note-unnamed': '没有名字的小车',
  'car.note-what': '这台小车：名字、校准、型号',

  'ready.open': '让主板变成小车…',

  ...debugWords,
  ...fileWords,
  ...learnWords,
  ...seatWords,
  ...batchWords,
  ...trackWords,
} as const;
