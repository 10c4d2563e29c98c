/** Makes one board ready, which somebody has taken for it: firmware in, read back, heard to answer. Layer: bridge/sessions. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { flashTarget, type FlashTarget } from '../../core/device/flash/flash-target.ts';
import { makeReady } from '../../core/device/flash/make-ready.ts';
import type { HexSegment } from '../../core/device/intel-hex.ts';
import type { RobotDevice } from '../../core/live/robot-device.ts';
import type { BoardState } from '../../core/protocol/board-progress.ts';
import { firmwareImageOf, type RobotProfile } from '../../core/robot/profile.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { systemPortWatch } from '../devices/port-watch.ts';
import { loadFirmware } from '../emulator/firmware-image.ts';

export interface BoardPlan {
  readonly profile: RobotProfile;
  readonly target: FlashTarget;
  readonly image: readonly HexSegment[];
  readonly firmwareBaud: number | undefined;
}

/** Errors: `board.unknown-kit` {profile}, `flash.no-way` {board}, `firmware.…`. */
export function boardPlan(profileId: string): Result<BoardPlan> {
  const profile = shippedProfile(profileId);
  if (profile === undefined) return fail('board.unknown-kit', { profile: profileId });
  const target = flashTarget(profile);
  if (!target.ok) return target;
  const image = loadFirmware(profile);
  if (!image.ok) return image;
  return ok({ profile, target: target.value, image: image.value, firmwareBaud: firmwareImageOf(profile)?.baud });
}

/** Tells at most one state for each percent. */
export async function prepareBoard(
  { opener, clock }: Pick<RobotDevice, 'opener' | 'clock'>,
  { target, image, firmwareBaud }: BoardPlan,
  { tell, isCancelled }: { readonly tell: (state: BoardState) => void; readonly isCancelled: () => boolean },
): Promise<void> {
  let told = '';
  const ready = await makeReady(target, {
    ...{ image: { kind: 'hex', segments: image }, opener, clock, isCancelled, portWatch: systemPortWatch },
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
  const name = firmware === undefined ? '' : `${firmware.name} ${firmware.version}`;
  tell({ step: 'ready', chip, bytes, tookMs, firmware: name });
}
