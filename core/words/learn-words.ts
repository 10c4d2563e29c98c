import type { DatasetFaultCode } from '../learn/image-dataset.ts';
import type { NetFaultCode } from '../learn/onnx/read-net.ts';
import type { Words } from './words.ts';

export const learnWords = {
  'zh-CN': {
    'dataset.too-few-classes': '至少要有 {min} 个类别才能训练。请再加一个类别。',
    'dataset.too-few-samples': '“{name}”只有 {count} 张图片，至少要 {min} 张。请再拍几张。',
    'dataset.class-full': '“{name}”已经有 {limit} 张图片，放不下更多了。请先删掉一些。',
    'dataset.too-many-classes': '最多 {limit} 个类别。请先删掉一个。',
    'dataset.same-name': '已经有一个类别叫“{name}”。请换一个名字。',
    'net.too-large': '这个模型文件太大，最多 {limitBytes} 字节。请换一个文件。',
    'net.not-a-model': '这不是 ONNX 模型文件。请选一个从人工智能页面下载的 .onnx 文件。',
    'net.damaged': '这个模型文件坏了（{what}）。请重新下载一份。',
    'net.not-ours': '这个 ONNX 文件不是轨迹实验室做的（{what}），为了安全没有打开。请选一个从人工智能页面下载的文件。',
    'net.newer-version': '这个模型是较新版本（{version}，这里最高 {known}）的软件做的。请先更新轨迹实验室。',
    'net.other-features': '这个模型是用另一种看图方法训练的，这里用不了。请用这里的图片重新训练。',
  },
  en: {
    'dataset.too-few-classes': 'Training needs {min} classes at least. Add another class.',
    'dataset.too-few-samples': '“{name}” has {count} pictures and needs {min} at least. Take a few more.',
    'dataset.class-full': '“{name}” already has {limit} pictures and takes no more. Delete some first.',
    'dataset.too-many-classes': 'There can be {limit} classes at most. Delete one first.',
    'dataset.same-name': 'A class is already called “{name}”. Choose another name.',
    'net.too-large': 'This model file is too large; {limitBytes} bytes are allowed. Choose another file.',
    'net.not-a-model': 'This is not an ONNX model file. Choose an .onnx file downloaded from the AI page.',
    'net.damaged': 'This model file is damaged ({what}). Download it again.',
    'net.not-ours': 'Guiji Lab did not make this ONNX file ({what}), so it was not opened. Choose a file downloaded from the AI page.',
    'net.newer-version': 'This model was made by a newer version ({version}, known here: {known}). Update Guiji Lab first.',
    'net.other-features':
      'This model was trained on another way of seeing pictures and cannot be used here. Train it again from the pictures here.',
  },
} satisfies Words<DatasetFaultCode | NetFaultCode>;
