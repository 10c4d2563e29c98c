/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  // The files of one project, over the editor.
  'files.title': '文件',
  'files.main': '主文件',
  'files.new': '新文件',
  'files.rename': '改文件名',
  'files.delete': '删除“{file}”',
  'files.menu': '“{file}”的菜单',
  'files.name': '文件名',
  'files.name.hint': '比如：转弯。别的文件用 import 拿到这里 export 的东西。',
  'files.make': '新建',
  'files.change': '改名',
  'files.bad-name': '文件名只能有字母、数字、汉字、_ 和 -，最多 40 个。',
  'files.taken': '已经有一个叫“{file}”的文件了。',
  'files.errors': '{file}，{count} 处要改',
  'files.deleted': '“{file}”删掉了。',
  'files.undo': '拿回来',
  'files.dismiss': '知道了',
} as const;

export const en = {
  'files.title': 'Files',
  'files.main': 'main file',
  'files.new': 'New file',
  'files.rename': 'Rename the file',
  'files.delete': 'Delete “{file}”',
  'files.menu': 'Menu of “{file}”',
  'files.name': 'Name of the file',
  'files.name.hint': 'For example: turning. Other files import what this one exports.',
  'files.make': 'Make it',
  'files.change': 'Rename',
  'files.bad-name': 'A file name is letters, digits, _ and -, at most 40 of them.',
  'files.taken': 'There is a file named “{file}” already.',
  'files.errors': '{file}, {count} to mend',
  'files.deleted': '“{file}” is deleted.',
  'files.undo': 'Bring it back',
  'files.dismiss': 'All right',
} as const satisfies Record<keyof typeof zh, string>;
