/** A process that installs two versions of a pack in turn, one line a time, until it is killed. Test support of bridge/packs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACK_QUESTIONS } from '../../../core/protocol/pack-views.ts';
import { openPacks } from '../open-packs.ts';
import { lanePack } from './lane-pack.ts';

const [dataFolder = ''] = process.argv.slice(2);
const packs = openPacks({ dataFolder, shippedFolder: join(dataFolder, 'none'), nowMs: () => 0 });
const versions = ['1.0.0', '2.0.0'].map((packVersion) => lanePack({ packVersion, files: { 'notes.txt': packVersion.repeat(50_000) } }));

await mkdir(join(dataFolder, 'packs'), { recursive: true });
for (let i = 0; ; i++) {
  const path = join(dataFolder, 'packs', `${i}.part`);
  await writeFile(path, versions[i % 2]!);
  const installed = await packs.install(path, { agreed: PACK_QUESTIONS });
  process.stdout.write(`${installed.ok ? installed.value.packVersion : installed.fault.code}\n`);
}
