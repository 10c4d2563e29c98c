/** The words of this area's pages, Chinese first. Layer: web/messages. Notes for translators: ../zh-CN.ts. */

export const zh = {
  'ai.title': 'AI 工作台',
  'ai.none-class': '都不是',
  'ai.first-class': '第 1 类',
  'ai.next-class': '第 {number} 类',
  'ai.camera-insecure':
    '这个网页是通过普通网络地址打开的，浏览器不给它用摄像头。请在装有轨迹实验室的电脑上打开，或者先用图片文件和标志牌。',
  'ai.camera-none': '没有找到摄像头。请插上摄像头再试，或者先用图片文件和标志牌。',
  'ai.camera-refused': '浏览器没有允许使用摄像头。请点地址栏左边的图标，允许摄像头后再试；也可以先用图片文件和标志牌。',
  'ai.camera-busy': '摄像头正被别的程序使用。请关掉那个程序再试，或者先用图片文件和标志牌。',
  'ai.camera-gone': '摄像头断开了。请插好再打开。',
  'ai.vision-not-loaded': '看图的模型没有加载成功。请检查网络，再试一次；已有的图片不会丢。',
  'ai.vision-model-damaged': '看图的模型文件坏了。请让老师重新安装轨迹实验室。',
  'ai.vision-crashed': '看图的程序出错停下了，已经重新准备好。请再试一次；已有的图片不会丢。',
} as const;

export const en: Record<keyof typeof zh, string> = {
  'ai.title': 'AI workbench',
  'ai.none-class': 'None of these',
  'ai.first-class': 'Class 1',
  'ai.next-class': 'Class {number}',
  'ai.camera-insecure':
    'This page was opened over a plain network address, and browsers give such pages no camera. Open it on the computer that runs Guiji Lab, or use picture files and signs.',
  'ai.camera-none': 'No camera was found. Plug one in and try again, or use picture files and signs.',
  'ai.camera-refused':
    'The browser did not allow the camera. Click the icon left of the address, allow the camera and try again, or use picture files and signs.',
  'ai.camera-busy': 'Another program is using the camera. Close it and try again, or use picture files and signs.',
  'ai.camera-gone': 'The camera was disconnected. Plug it in and switch it on again.',
  'ai.vision-not-loaded': 'The model that sees did not load. Check the network and try again; your pictures are safe.',
  'ai.vision-model-damaged': 'The file of the model that sees is damaged. Ask your teacher to install Guiji Lab again.',
  'ai.vision-crashed': 'Looking at pictures stopped with an error and is ready again. Try once more; your pictures are safe.',
};
