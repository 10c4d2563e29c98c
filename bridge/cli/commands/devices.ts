/** `guiji devices`: what robots this computer can reach. Layer: bridge/cli. Contract: docs/cli.md. */
import { sentence } from '../../../core/words/sentence.ts';
import { listDevices, type DeviceInfo } from '../../devices/device-list.ts';
import type { CliContext, RegisterCommand } from '../command.ts';

export const registerDevices: RegisterCommand = (program, run) => {
  program
    .command('devices')
    .description('serial ports, known robots, emulated boards')
    .action(() =>
      run(async (context) => {
        const found = await listDevices();
        if (!found.ok) return { exitCode: 3, fault: found.fault };
        return { exitCode: 0, json: { devices: found.value.map(toJson) }, lines: found.value.map((device) => toLine(device, context)) };
      }),
    );
};

/** `busy` is null where nobody can know without opening the port. */
function toJson({ id, kind, profiles, busy, problem }: DeviceInfo): object {
  return {
    ...{ id, kind, busy: busy ?? null },
    ...(profiles[0] === undefined ? {} : { profile: profiles[0] }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function toLine({ id, kind, profiles, problem }: DeviceInfo, { language }: CliContext): string {
  const said = problem === undefined ? '' : (sentence(problem, { device: id }, language) ?? problem);
  return [id, kind, profiles.join(','), said].join('\t').trimEnd();
}
