import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, ok } from '../../../core/base/result.ts';
import { FEATURE_COUNT, type ImageClass, type ImageSample } from '../../../core/learn/image-dataset.ts';
import type { PictureEntry } from '../../../core/protocol/picture-views.ts';
import type { Bridge, BridgeEvent } from '../../adapters/bridge/bridge.ts';
import type { KeptCopy } from '../../adapters/storage/picture-storage.ts';
import { PictureCopy } from './picture-copy.ts';

const PROJECT = '01J8ZQ4Y7G0000000000000000';
const idOf = (n: number) => `01J9${String(n).padStart(22, '0')}`;
const sampleOf = (n: number): ImageSample => ({
  id: idOf(n),
  features: new Float32Array(FEATURE_COUNT),
  thumbnail: Uint8Array.of(0xff, 0xd8, n),
});
const classOf = (n: number, name: string, samples: readonly ImageSample[] = []): ImageClass => ({ id: idOf(n), name, samples });

/** One bridge's disk, as each browser's link sees it. */
class Disk {
  readonly entries = new Map<string, PictureEntry>();

  link() {
    const events = new Emitter<BridgeEvent>();
    const link = {
      state: 'online' as 'online' | 'offline',
      events,
      online: () => {
        link.state = 'online';
        events.emit({ kind: 'state', state: 'online' });
      },
      call: async (method: string, params: { ids?: readonly string[]; entries?: readonly PictureEntry[] }) => {
        if (link.state !== 'online') return fail('bridge.unreachable');
        if (method === 'pictures.list') return ok({ heads: [...this.entries.values()].map(({ id, revision }) => ({ id, revision })) });
        if (method === 'pictures.load') return ok({ entries: params.ids!.flatMap((id) => this.entries.get(id) ?? []) });
        for (const entry of params.entries!) {
          if (entry.revision > (this.entries.get(entry.id)?.revision ?? 0)) this.entries.set(entry.id, entry);
        }
        return ok(undefined);
      },
    };
    return link;
  }
}

/** A page with the AI workbench open. */
class Browser {
  classes: readonly ImageClass[];
  copyKept: KeptCopy | undefined;
  readonly link: ReturnType<Disk['link']>;
  readonly copy: PictureCopy;

  constructor(disk: Disk, kept?: { readonly classes: readonly ImageClass[]; readonly copy: KeptCopy | undefined }) {
    this.classes = kept?.classes ?? [];
    this.link = disk.link();
    const classesNow = () => this.classes;
    this.copy = new PictureCopy({
      ...{ bridge: this.link as unknown as Bridge, projectId: PROJECT, kept },
      pictures: {
        get classes() {
          return classesNow();
        },
        receive: (classes) => (this.classes = classes),
        keep: (copy) => (this.copyKept = copy),
      },
    });
  }

  change(...classes: readonly ImageClass[]): void {
    this.classes = classes;
    this.copy.changed(classes);
  }

  /** Until everything under way has been answered. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
}

/** Names of classes, each with the numbers of its pictures. */
const seen = ({ classes }: Browser) => classes.map(({ name, samples }) => [name, ...samples.map(({ thumbnail }) => thumbnail[2])]);

describe('the bridge’s copy of sorted pictures', () => {
  it('comes back whole into a browser that was wiped', async () => {
    const disk = new Disk();
    const first = new Browser(disk);
    await first.copy.meet();
    const many = Array.from({ length: 70 }, (_, n) => sampleOf(n + 10));
    first.change(classOf(1, '都不是', [sampleOf(5)]), classOf(2, '停', many));
    await expect.poll(() => disk.entries.size).toBe(73);
    const second = new Browser(disk);
    await second.copy.meet();
    expect(seen(second)).toEqual(seen(first));
  });

  it('takes over what was renamed, moved and deleted, and brings nothing back', async () => {
    const disk = new Disk();
    const [here, there] = [new Browser(disk), new Browser(disk)];
    here.change(classOf(1, '都不是', [sampleOf(5)]), classOf(2, '停', [sampleOf(6), sampleOf(7)]));
    await here.settled();
    await there.copy.meet();
    here.change(classOf(1, '没有', [sampleOf(5), sampleOf(6)]), classOf(3, '走'));
    await here.settled();
    await there.copy.meet();
    expect(seen(there)).toEqual([['没有', 5, 6], ['走']]);
    await there.settled();
    expect(disk.entries.get(idOf(7))).toMatchObject({ body: { kind: 'gone' } });
  });

  it('goes on without the bridge, and hands over when it is back', async () => {
    const disk = new Disk();
    const away = new Browser(disk);
    away.link.state = 'offline';
    await away.copy.meet();
    away.change(classOf(1, '都不是', [sampleOf(5)]));
    await away.settled();
    expect(disk.entries.size).toBe(0);
    const reloaded = new Browser(disk, { classes: away.classes, copy: away.copy.kept });
    reloaded.link.online();
    await reloaded.settled();
    expect([...disk.entries.keys()]).toEqual([idOf(1), idOf(5)]);
    expect(reloaded.copyKept?.unsent).toEqual([]);
  });

  it('takes in pictures of a browser that never had a copy, and what a bridge has lost', async () => {
    const disk = new Disk();
    const old = new Browser(disk, { classes: [classOf(1, '都不是', [sampleOf(5)])], copy: undefined });
    await old.copy.meet();
    expect(disk.entries.size).toBe(2);
    disk.entries.clear();
    await old.copy.meet();
    expect(disk.entries.size).toBe(2);
  });

  it('lets an empty first class of this browser give way to the one that the bridge has', async () => {
    const disk = new Disk();
    const first = new Browser(disk);
    first.change(classOf(1, '都不是', [sampleOf(5)]));
    await first.settled();
    const second = new Browser(disk);
    second.classes = [classOf(8, '都不是'), classOf(9, '新的')];
    await second.copy.meet();
    expect(seen(second)).toEqual([['都不是', 5], ['新的']]);
  });

  it('is left alone once it is closed', async () => {
    const disk = new Disk();
    const closed = new Browser(disk);
    closed.copy.close();
    closed.change(classOf(1, '都不是'));
    closed.link.online();
    await closed.settled();
    expect(disk.entries.size).toBe(0);
  });
});
