/** `guiji doctor`: what would stop a lesson, each with one thing to do. Layer: bridge/cli. Contract: docs/cli.md. */
import type { Finding } from '../../../core/device/doctor/diagnose.ts';
import { sentence } from '../../../core/words/sentence.ts';
import type { Language } from '../../../core/words/words.ts';
import { shippedProfile, DEFAULT_PROFILE_ID } from '../../../firmware-profiles/index.ts';
import { deviceOpener } from '../../devices/device-opener.ts';
import { listDevices, type DeviceInfo } from '../../devices/device-list.ts';
import { examine } from '../../devices/doctor/doctor.ts';
import { nodeSystem } from '../../devices/doctor/system-port.ts';
import { nodeClock } from '../../devices/node-clock.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { dataFolderPath } from '../data-folder.ts';

interface DoctorFlags {
  readonly device: readonly string[];
  readonly data?: string;
}

const LINES = {
  'zh-CN': { looking: '正在检查这台电脑和插着的主板', fine: '没有发现问题。', problem: '问题', hint: '提示' },
  en: {
    looking: 'looking at this computer and the boards on it',
    fine: 'Nothing found that would stop a lesson.',
    problem: 'problem',
    hint: 'hint',
  },
} as const;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const registerDoctor: RegisterCommand = (program, run) => {
  program
    .command('doctor')
    .description('names what would stop a lesson, with one fix each')
    .option('--device <device>', 'also this port, or tcp:HOST:PORT (repeatable)', collect, [])
    .option('--data <folder>', 'where the work is kept')
    .action((flags: DoctorFlags) => run((context) => doctor(flags, context)));
};

async function doctor({ device, data }: DoctorFlags, context: CliContext): Promise<CommandOutcome> {
  const found = await listDevices();
  if (!found.ok) return { exitCode: 3, fault: found.fault };
  context.note(LINES[context.language].looking);
  const named = device
    .filter((id) => !found.value.some((each) => each.id === id))
    .map((id): DeviceInfo => ({ id, kind: 'serial', profiles: [] }));
  const findings = await examine({
    ...{ system: nodeSystem, clock: nodeClock, wallClockMs: Date.now(), ownPid: process.pid, dataFolder: dataFolderPath(data) },
    ...{ devices: [...found.value, ...named], inUse: new Set<string>(), openerOf: deviceOpener },
    profileOf: ({ profiles }) => shippedProfile(profiles[0] ?? DEFAULT_PROFILE_ID)!,
  });
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  const said = findings.map((finding) => ({ ...finding, message: messageOf(finding, context.language) }));
  const lines = said.map(({ severity, message }) => `${LINES[context.language][severity]}: ${message}`);
  return {
    exitCode: problems === 0 ? 0 : 1,
    json: { ok: problems === 0, findings: said },
    lines: lines.length === 0 ? [LINES[context.language].fine] : lines,
  };
}

function messageOf({ code, params }: Finding, language: Language): string {
  return sentence(code, params, language) ?? code;
}
