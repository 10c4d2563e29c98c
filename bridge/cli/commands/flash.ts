/** `guiji flash`: firmware into a board, read back and compared. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { FlashProgress } from '../../../core/device/flash/flash-progress.ts';
import { flashTarget, type FlashTarget } from '../../../core/device/flash/flash-target.ts';
import { makeReady, type ReadyJob, type ReadyReport } from '../../../core/device/flash/make-ready.ts';
import { FIRMWARE_BYTES_MAX, givenImage, kitImage } from '../../../core/device/flash/ready-image.ts';
import { firmwareImageOf, type RobotProfile } from '../../../core/robot/profile.ts';
import { fillIn } from '../../../core/words/words.ts';
import { boardDrives } from '../../devices/board-drives.ts';
import { deviceOpener } from '../../devices/device-opener.ts';
import { nodeClock } from '../../devices/node-clock.ts';
import { systemPortWatch } from '../../devices/port-watch.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { carNamed } from '../named-data.ts';
import { kitImagesIn } from '../pack-documents.ts';
import { readInputFile } from '../program-file.ts';

interface FlashFlags {
  readonly profile: string;
  readonly image?: string;
  readonly onlyCompare?: boolean;
  readonly data?: string;
}

const MS_PER_S = 1000;
/** One line of progress for each so many percent. */
const TOLD_EVERY_PERCENT = 10;

const LINES = {
  'zh-CN': {
    connecting: '正在找主板的写入程序',
    writing: '写入 {percent}%，还要 {seconds} 秒',
    'reading-back': '读回核对 {percent}%，还要 {seconds} 秒',
    starting: '正在启动固件',
    again: '数据出错，从头再写（第 {attempt} 次）',
    done: '写好了：{bytes} 字节，读回一致，用了 {seconds} 秒（{chip}）',
    differs: '主板里的内容和固件文件不一样，从地址 {address} 开始',
    firmware: '固件回答了：{name} {version}',
  },
  en: {
    connecting: 'looking for the bootloader',
    writing: 'writing, {percent} %, {seconds} s left',
    'reading-back': 'reading back, {percent} %, {seconds} s left',
    starting: 'starting the firmware',
    again: 'data was garbled; from the beginning (try {attempt})',
    done: 'done: {bytes} bytes, read back and equal, in {seconds} s ({chip})',
    differs: 'what is on the board differs from the image, from address {address} on',
    firmware: 'the firmware answered: {name} {version}',
  },
} as const;

export const registerFlash: RegisterCommand = (program, run) => {
  program
    .command('flash')
    .argument('<device>', 'as `guiji devices` lists it, or tcp:HOST:PORT')
    .description('flashes a board, reads back and compares')
    .requiredOption('--profile <id>', 'id or file of a kit, or PACK/KIT')
    .option('--image <name>', 'another image of the kit, or a file: Intel HEX, UF2, an ESP image')
    .option('--only-compare', 'writes nothing: is this image on the board?')
    .option('--data <dir>', 'where packs and the school’s kits are')
    .option('--verify', 'reading back is never left out; kept for scripts')
    .action((device: string, flags: FlashFlags) => run((context) => flash(device, flags, context)));
};

async function flash(device: string, flags: FlashFlags, context: CliContext): Promise<CommandOutcome> {
  const profile = await carNamed(flags.profile, context.language, flags.data);
  if (!profile.ok) return { exitCode: 2, fault: profile.fault };
  const target = flashTarget(profile.value);
  if (!target.ok) return { exitCode: 2, fault: target.fault };
  const chosen = await imageOf(profile.value, target.value, flags);
  if (!chosen.ok) return { exitCode: 2, fault: chosen.fault };
  const report = await makeReady(target.value, {
    ...chosen.value,
    ...{ opener: deviceOpener(device), clock: nodeClock, portWatch: systemPortWatch, drives: boardDrives() },
    onProgress: teller(context),
    ...(flags.onlyCompare ? { isOnlyCompared: true } : {}),
  });
  const about = { device, profile: profile.value.id };
  if (!report.ok && flags.onlyCompare && report.fault.code === 'flash.verify-failed') {
    const { address } = report.fault.params;
    return {
      exitCode: 1,
      json: { ...about, equal: false, address },
      lines: [fillIn(LINES[context.language].differs, { address: String(address) })],
    };
  }
  if (!report.ok) return { exitCode: report.fault.code.startsWith('flash.image-') ? 2 : 3, fault: report.fault };
  const { chip, bytes, attempts, tookMs, firmware } = report.value;
  const json = { ...about, equal: true, chip, bytes, attempts, seconds: tookMs / MS_PER_S, firmware: firmware ?? null };
  return { exitCode: 0, json, lines: doneLines(report.value, context) };
}

/** `firmwareBaud` for an image of the kit: one from a file may say nothing. */
async function imageOf(
  profile: RobotProfile,
  target: FlashTarget,
  { image: name, data }: Pick<FlashFlags, 'image' | 'data'>,
): Promise<Result<Pick<ReadyJob, 'image' | 'firmwareBaud'>>> {
  const known = name === undefined ? firmwareImageOf(profile) : profile.images.find(({ id, role }) => id === name && role === 'firmware');
  if (known !== undefined) {
    const bytes = await kitImagesIn(data).find(profile.id, known);
    const image = bytes.ok ? kitImage(bytes.value, known) : bytes;
    const isHeard = profile.transport.kind === 'serial' && known.baud !== undefined;
    return image.ok ? ok({ image: image.value, ...(isHeard ? { firmwareBaud: known.baud } : {}) }) : image;
  }
  if (name === undefined) return fail('firmware.missing-image', { image: profile.id });
  const bytes = await readInputFile(name, FIRMWARE_BYTES_MAX);
  const image = bytes.ok ? givenImage(bytes.value, target) : bytes;
  return image.ok ? ok({ image: image.value }) : image;
}

function teller({ language, note }: CliContext): (progress: FlashProgress) => void {
  let told = '';
  return ({ phase, attempt, percent, leftMs }) => {
    const tens = Math.floor(percent / TOLD_EVERY_PERCENT);
    const now = `${attempt} ${phase} ${tens}`;
    if (now === told) return;
    told = now;
    const words = LINES[language];
    const line = phase === 'connecting' && attempt > 1 ? words.again : words[phase];
    note(fillIn(line, { attempt, percent: tens * TOLD_EVERY_PERCENT, seconds: Math.ceil((leftMs ?? 0) / MS_PER_S) }));
  };
}

function doneLines({ chip, bytes, tookMs, firmware }: ReadyReport, { language }: CliContext): readonly string[] {
  const words = LINES[language];
  const done = fillIn(words.done, { bytes, chip, seconds: (tookMs / MS_PER_S).toFixed(1) });
  return firmware === undefined ? [done] : [done, fillIn(words.firmware, { name: firmware.name, version: firmware.version })];
}
