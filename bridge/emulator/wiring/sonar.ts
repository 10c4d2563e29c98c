/**
 * What hears how far the next wall is: as a voltage, or as an echo whose length is the way there and back. Layer: bridge/emulator.
 * Data sheets: MaxBotix LV-MaxSonar-EZ; ElecFreaks HC-SR04 (10 µs of trigger, eight cycles of 40 kHz, then the echo; 38 ms without one).
 */
import type { PartOf } from '../../../core/robot/profile.ts';
import type { WiredPart, WirePart, WiringContext } from './wired-part.ts';

const TRIGGER_US_MIN = 10;
const BURST_US = 450;
const NO_ECHO_US = 38_000;
/** There and back at 343 m/s. */
const US_PER_MM = 2 / 0.343;
const US_PER_S = 1e6;

export const wireSonar: WirePart<'sonar'> = (part, context) => {
  if (part.kind === 'trigger-echo') return echoing(part, context);
  const { board } = context;
  const channel = board.pins.analogChannel(part.pins[0]!);
  return { feed: (world) => board.setAnalogVolts(channel, world.sonarVolts) };
};

function echoing(part: PartOf<'sonar'>, { board, world }: WiringContext): WiredPart {
  const trigger = board.pins.pin(part.pins[0]!);
  const echo = board.pins.pin(part.pins[1] ?? part.pins[0]!);
  const cyclesPerUs = board.freqHz / US_PER_S;
  let roseAt: number | undefined;
  let isBusy = false;
  const ping = (): void => {
    isBusy = true;
    const mm = world().sonarMm();
    const echoUs = Number.isFinite(mm) ? mm * US_PER_MM : NO_ECHO_US;
    board.after(BURST_US * cyclesPerUs, () => {
      board.drivePin(echo, true);
      board.after(echoUs * cyclesPerUs, () => {
        board.drivePin(echo, false);
        isBusy = false;
      });
    });
  };
  board.drivePin(echo, false);
  board.watchPin(trigger, (isHigh, cycle) => {
    const lasted = roseAt === undefined ? 0 : (cycle - roseAt) / cyclesPerUs;
    roseAt = isHigh ? cycle : undefined;
    if (!isHigh && !isBusy && lasted >= TRIGGER_US_MIN) ping();
  });
  return {};
}
