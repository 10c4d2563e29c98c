/** `guiji pack …`: curriculum packs for authors and schools. Layer: bridge/cli. Contract: docs/cli.md. Format: docs/protocols/pack.md. */
import type { RegisterCommand } from '../command.ts';
import { buildFolder, makeKey, signFile } from './pack/author.ts';
import { distrustKey, installFile, listPacks, listPublishers, removePack, trustKey, verifyFile } from './pack/school.ts';

const DATA = ['--data <dir>', 'where work is kept'] as const;

interface DataFlags {
  readonly data?: string;
}

export const registerPack: RegisterCommand = (program, run) => {
  const pack = program.command('pack').description('curriculum packs: build, sign, verify, install');
  pack
    .command('build')
    .description('make a pack file of a folder')
    .argument('<dir>')
    .requiredOption('-o, --out <file>', 'the pack file')
    .action((folder: string, { out }: { out: string }) => run((context) => buildFolder(folder, out, context)));
  pack
    .command('keygen')
    .description('make a publisher’s key: FILE stays secret, FILE.pub goes to schools')
    .requiredOption('-o, --out <file>', 'the key file')
    .action(({ out }: { out: string }) => run((context) => makeKey(out, context)));
  pack
    .command('sign')
    .description('sign a pack file, in its place')
    .argument('<file>')
    .requiredOption('--key <file>', 'made by keygen')
    .option('-o, --out <file>', 'write here instead')
    .action((file: string, flags: { key: string; out?: string }) => run((context) => signFile(file, flags, context)));
  pack
    .command('verify')
    .description('judge a pack file: its parts, its signature, who signed it')
    .argument('<file>')
    .option(...DATA)
    .action((file: string, { data }: DataFlags) => run((context) => verifyFile(file, data, context)));
  pack
    .command('install')
    .description('install a pack file on this computer')
    .argument('<file>')
    .option('--trust', 'and trust its publisher from now on')
    .option('--yes', 'even if it is unsigned, older, or from somebody unknown')
    .option(...DATA)
    .action((file: string, flags: DataFlags & { trust?: boolean; yes?: boolean }) => run((context) => installFile(file, flags, context)));
  pack
    .command('list')
    .description('what is installed')
    .option(...DATA)
    .action(({ data }: DataFlags) => run((context) => listPacks(data, context)));
  pack
    .command('remove')
    .description('remove an installed pack')
    .argument('<id>')
    .option(...DATA)
    .action((id: string, { data }: DataFlags) => run((context) => removePack(id, data, context)));
  pack
    .command('trust')
    .description('trust a publisher by the key file that it hands out')
    .argument('<keyfile>')
    .option('--name <name>', 'what this school calls it')
    .option(...DATA)
    .action((file: string, flags: DataFlags & { name?: string }) => run((context) => trustKey(file, flags, context)));
  pack
    .command('publishers')
    .description('whom this computer trusts')
    .option(...DATA)
    .action(({ data }: DataFlags) => run((context) => listPublishers(data, context)));
  pack
    .command('distrust')
    .description('take trust back')
    .argument('<key>', 'as listed by publishers')
    .option(...DATA)
    .action((key: string, { data }: DataFlags) => run((context) => distrustKey(key, data, context)));
};
