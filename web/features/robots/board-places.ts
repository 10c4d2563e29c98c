/** Where the board can be that is to be made ready, by how its kit is flashed. Layer: web/features/robots. */
import type { FlashTarget } from '../../../core/device/flash/flash-target.ts';
import { BOARD_DRIVE_ID } from '../../../core/protocol/board-progress.ts';
import type { DeviceView } from '../../adapters/bridge/bridge.ts';
import { OWN_PORT_ID } from '../../state/robots-state.svelte.ts';

/** In place of a device: the browser saves the file, and the person lays it onto the board's drive. */
export const SAVE_ID = 'save';

export interface Reach {
  /** Of the bridge; undefined where none is at this computer. */
  readonly devices: readonly DeviceView[] | undefined;
  /** The browser reaches boards by itself. */
  readonly hasOwnPort: boolean;
}

/** Ids, the likeliest first: what is plugged in comes before the emulated one, which has an AVR. */
export function boardPlaces(kind: FlashTarget['kind'], { devices, hasOwnPort }: Reach): readonly string[] {
  const usable = (devices ?? []).filter(({ problem }) => problem === undefined);
  const plugged = usable.filter((device) => device.kind !== 'virtual-car').map(({ id }) => id);
  if (kind === 'uf2') return devices === undefined ? [SAVE_ID] : [BOARD_DRIVE_ID, ...plugged];
  const emulated = kind === 'avr' ? usable.filter((device) => device.kind === 'virtual-car').map(({ id }) => id) : [];
  return [...plugged, ...(hasOwnPort ? [OWN_PORT_ID] : []), ...emulated];
}
