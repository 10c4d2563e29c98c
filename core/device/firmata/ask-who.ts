/** Asks a board which car it is, and nothing else: no part is set up, nothing moves. Layer: device. */
import type { CarAbout } from '../../robot/car-about.ts';
import { baudsOf, type RobotProfile } from '../../robot/profile.ts';
import type { ByteStream, ByteStreamOpener } from '../byte-stream.ts';
import type { Clock } from '../clock.ts';
import { openFirmataBoard } from './firmata-board.ts';
import { readRecord } from './guiji/car-record.ts';
import { GUIJI_FIRMWARE_NAME, GuijiLink } from './guiji/guiji-link.ts';

export interface AskWhoOptions {
  readonly opener: ByteStreamOpener;
  readonly clock: Clock;
  /** Of the kit that it may be: its chip, and the speed it speaks at. */
  readonly profile: RobotProfile;
  /** Who closes this stream ends the asking. */
  readonly onOpened: (stream: ByteStream) => void;
}

/** undefined: it did not say. At most 11 s by `clock`; the port is closed again. */
export async function askWho({ opener, clock, profile, onOpened }: AskWhoOptions): Promise<CarAbout | undefined> {
  const opened = await opener.open({ baud: baudsOf(profile)[0] });
  if (!opened.ok) return undefined;
  const stream = opened.value;
  onOpened(stream);
  try {
    const board = await openFirmataBoard(stream, clock, profile);
    if (!board.ok) return undefined;
    const { io, transport } = board.value;
    const isOwn = io.firmware.name?.startsWith(GUIJI_FIRMWARE_NAME) === true;
    const record = isOwn ? await readRecord(new GuijiLink(transport, clock)) : undefined;
    board.value.release();
    if (!isOwn || !stream.isOpen) return undefined;
    return { canKeep: true, ...(record && { id: record.carId }), ...(record?.name && { name: record.name }) };
  } finally {
    await stream.close();
  }
}
