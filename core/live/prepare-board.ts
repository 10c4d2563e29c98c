/**
 * Makes one board ready: firmware in, read back, heard to answer, told as it goes on. Layer: live. The bridge does it, and a page with Web Serial.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { flashTarget, type FlashTarget } from '../device/flash/flash-target.ts';
import { makeReady, type ReadyJob } from '../device/flash/make-ready.ts';
import { givenImage, kitImage, type ReadyImage } from '../device/flash/ready-image.ts';
import type { BoardState } from '../protocol/board-progress.ts';
import { firmwareImageOf, type RobotProfile } from '../robot/profile.ts';

export interface BoardPlan {
  readonly target: FlashTarget;
  readonly image: ReadyImage;
  /** Absent: nobody knows how this firmware is heard. */
  readonly firmwareBaud?: number;
}

/** A firmware file: the kit's own, or one that a person gave for a kit that has none. */
export interface FirmwareFile {
  readonly from: 'kit' | 'person';
  readonly bytes: Uint8Array;
}

/** Judged before the board is touched. Errors: `flash.no-way` {board}, `firmware.missing-image`, `firmware.wrong-hash` {image}, `firmware.bad-image`. */
export function boardPlan(profile: RobotProfile, { from, bytes }: FirmwareFile): Result<BoardPlan> {
  const target = flashTarget(profile);
  if (!target.ok) return target;
  const own = firmwareImageOf(profile);
  if (from === 'kit' && own === undefined) return fail('firmware.missing-image', { image: profile.id });
  const image = from === 'kit' ? kitImage(bytes, own!) : givenImage(bytes, target.value);
  if (!image.ok) return image;
  const isHeard = from === 'kit' && profile.transport.kind === 'serial';
  return ok({ target: target.value, image: image.value, ...(isHeard ? { firmwareBaud: own!.baud! } : {}) });
}

export interface BoardTools extends Pick<ReadyJob, 'opener' | 'clock' | 'portWatch' | 'drives'> {
  readonly tell: (state: BoardState) => void;
  readonly isCancelled: () => boolean;
}

/** Tells at most one state for each percent; the last is `ready` or `failed`. */
export async function prepareBoard({ target, image, firmwareBaud }: BoardPlan, { tell, ...tools }: BoardTools): Promise<void> {
  let told = '';
  const ready = await makeReady(target, {
    ...tools,
    image,
    ...(firmwareBaud === undefined ? {} : { firmwareBaud }),
    onProgress({ phase, attempt, percent, leftMs }) {
      const now = `${attempt} ${phase} ${percent}`;
      if (now === told) return;
      told = now;
      tell({ step: 'flashing', phase, attempt, percent, ...(leftMs === undefined ? {} : { leftMs }) });
    },
    onFlashed: () => tell({ step: 'testing' }),
  });
  if (!ready.ok) return tell({ step: 'failed', fault: { code: ready.fault.code, params: ready.fault.params } });
  const { chip, bytes, tookMs, firmware } = ready.value;
  tell({ step: 'ready', chip, bytes, tookMs, firmware: firmware === undefined ? '' : `${firmware.name} ${firmware.version}` });
}
