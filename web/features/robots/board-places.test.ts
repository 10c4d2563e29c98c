import { describe, expect, it } from 'vitest';
import { BOARD_DRIVE_ID } from '../../../core/protocol/board-progress.ts';
import type { DeviceView } from '../../adapters/bridge/bridge.ts';
import { OWN_PORT_ID } from '../../state/robots-state.svelte.ts';
import { boardPlaces, SAVE_ID } from './board-places.ts';

const virtual: DeviceView = { id: 'virtual-car', kind: 'virtual-car', label: 'virtual-car', busy: false };
const plugged: DeviceView = { id: 'COM5', kind: 'serial', label: 'COM5', busy: false };
const locked: DeviceView = { ...plugged, id: 'COM6', problem: { code: 'device.no-permission', params: {} } };

describe('where a board can be made ready', () => {
  it('with a bridge: what is plugged in, then the emulated one; a board without permission is none', () => {
    const reach = { devices: [virtual, locked, plugged], hasOwnPort: false };
    expect(boardPlaces('avr', reach)).toEqual(['COM5', 'virtual-car']);
    expect(boardPlaces('esp', reach)).toEqual(['COM5']);
    expect(boardPlaces('uf2', reach)).toEqual([BOARD_DRIVE_ID, 'COM5']);
  });

  it('without one: by the browser, or as a file to copy', () => {
    const reach = { devices: undefined, hasOwnPort: true };
    expect(boardPlaces('avr', reach)).toEqual([OWN_PORT_ID]);
    expect(boardPlaces('esp', reach)).toEqual([OWN_PORT_ID]);
    expect(boardPlaces('uf2', { ...reach, hasOwnPort: false })).toEqual([SAVE_ID]);
    expect(boardPlaces('avr', { ...reach, hasOwnPort: false })).toEqual([]);
  });
});
