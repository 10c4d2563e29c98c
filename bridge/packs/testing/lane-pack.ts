/** The sample pack with a track that can be driven, as files on a disk. Test support of bridge/packs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strFromU8 } from 'fflate';
import type { PackKey } from '../../../core/pack/pack-signature.ts';
import { readPack } from '../../../core/pack/read-pack.ts';
import { SAMPLE_KEY, samplePackFiles, valueOf } from '../../../core/pack/testing/sample-pack.ts';
import { buildPack, signPack } from '../../../core/pack/write-pack.ts';
import { shippedTrack } from '../../../core/sim/tracks/index.ts';
import { PACK_READERS } from '../pack-readers.ts';

const TRACK = JSON.stringify({ ...shippedTrack('straight'), id: 'lane', name: { 'zh-CN': '小路', en: 'Lane' } });

export interface LanePackOptions {
  readonly packVersion?: string;
  /** null: unsigned. */
  readonly key?: PackKey | null;
  readonly files?: Readonly<Record<string, string>>;
}

const lanePackFiles = ({ packVersion = '1.0.0', files = {} }: LanePackOptions) =>
  samplePackFiles({ 'tracks/lane.json': TRACK, ...files }, { packVersion });

export function lanePack(options: LanePackOptions = {}): Uint8Array {
  const unsigned = valueOf(buildPack(lanePackFiles(options), PACK_READERS));
  const key = options.key === undefined ? SAMPLE_KEY : options.key;
  return key === null ? unsigned : valueOf(signPack(valueOf(readPack(unsigned, PACK_READERS)), key));
}

/** As an author has it. */
export async function writeLaneFolder(folder: string, options: LanePackOptions = {}): Promise<void> {
  for (const [path, content] of lanePackFiles(options)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    // For a person to read: as an author would write it.
    const text = path === 'pack.json' ? JSON.stringify(JSON.parse(strFromU8(content)), null, 2) : content;
    await writeFile(file, text);
  }
}
