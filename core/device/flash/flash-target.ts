/** What a kit's profile says about flashing its board. Layer: device. */
import { fail, ok, type Result } from '../../base/result.ts';
import { CHIPS } from '../../robot/profile-chips.ts';
import type { Bootloader, RobotProfile } from '../../robot/profile.ts';
import { isAvr } from './avr-chips.ts';
import type { AvrBootloader, AvrFlashJob } from './flash-avr.ts';

type Uf2 = Extract<Bootloader, { protocol: 'uf2' }>;
type Esp = Extract<Bootloader, { protocol: 'esp' }>;

export type FlashTarget =
  | ({ readonly kind: 'avr' } & Pick<AvrFlashJob, 'chip' | 'bootloaders'>)
  /** `family`: of the UF2 files that fit. */
  | { readonly kind: 'uf2'; readonly family: number; readonly bootloader: Uf2 }
  /** `chip`: as esptool names it. */
  | { readonly kind: 'esp'; readonly chip: string; readonly bootloader: Esp };

/** USB carries it whatever the number says. */
const AVR109_BAUD = 57_600;

/** Errors: `flash.no-way` {board}: the profile says nothing of how its board is flashed. */
export function flashTarget({ board }: RobotProfile): Result<FlashTarget, 'flash.no-way'> {
  const { chip, bootloaders } = board;
  const serial = bootloaders.flatMap((each) => avrBootloader(each) ?? []);
  if (isAvr(chip) && serial.length > 0) return ok({ kind: 'avr', chip, bootloaders: serial });
  const uf2 = bootloaders.find((each): each is Uf2 => each.protocol === 'uf2');
  const family = CHIPS[chip].uf2Family;
  if (uf2 !== undefined && family !== undefined) return ok({ kind: 'uf2', family, bootloader: uf2 });
  const esp = bootloaders.find((each): each is Esp => each.protocol === 'esp');
  return esp === undefined ? fail('flash.no-way', { board: board.name }) : ok({ kind: 'esp', chip: chip.toUpperCase(), bootloader: esp });
}

function avrBootloader(each: Bootloader): AvrBootloader | undefined {
  if (each.protocol === 'avr109') return { protocol: each.protocol, startByte: each.startByte, baud: AVR109_BAUD };
  if (each.protocol === 'uf2' || each.protocol === 'esp') return undefined;
  return { protocol: each.protocol, baud: each.baud, startByte: each.startByte };
}
