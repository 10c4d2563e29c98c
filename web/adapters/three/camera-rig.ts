/**
 * Where the 3D view is looked at from, and how a person moves it. Layer: web/adapters/three; pure, knows no three.
 * Floor frame as in docs/protocols/track.md: mm, x right, y up on the floor, headings in degrees clockwise from up; heights above the floor.
 */
import type { PoseView } from '../../../core/run/run-types.ts';

export const CAMERAS = ['around', 'chase', 'top', 'driver'] as const;
export type CameraName = (typeof CAMERAS)[number];

/** Looks along `headingDeg`, `pitchDeg` below the horizon. */
export interface CameraView {
  readonly xMm: number;
  readonly yMm: number;
  readonly heightMm: number;
  readonly headingDeg: number;
  readonly pitchDeg: number;
  /** From the picture's lower edge to its upper one. */
  readonly fovDeg: number;
}

interface Hands {
  readonly turnDeg: number;
  readonly tiltDeg: number;
  /** Less than 1: nearer. */
  readonly distance: number;
  readonly panXMm: number;
  readonly panYMm: number;
}

const UNTOUCHED: Hands = { turnDeg: 0, tiltDeg: 0, distance: 1, panXMm: 0, panYMm: 0 };
const FOV_DEG = 40;
const DRIVER_FOV_DEG = 65;
const AROUND_PITCH_DEG = 48;
const CHASE_PITCH_DEG = 30;
const CHASE_MM = 620;
const CHASE_AIM_MM = 60;
const DRIVER_PITCH_DEG = 20;
const DRIVER_HEIGHT_MM = 85;
const PITCH_DEG = { around: [12, 90], chase: [6, 85], driver: [-20, 60] } as const;
const DISTANCE = [0.15, 2] as const;
const MARGIN = 1.05;
/** How quickly the chase camera turns after the car. */
const CHASE_TURN_MS = 280;
const DEG_PER_PIXEL = 0.35;

const radians = (deg: number) => (deg * Math.PI) / 180;
const raised = (view: CameraView, byMm: number): CameraView => ({ ...view, heightMm: view.heightMm + byMm });
const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value));
const turnBetween = (fromDeg: number, toDeg: number) => ((((toDeg - fromDeg) % 360) + 540) % 360) - 180;

export class CameraRig {
  #name: CameraName = 'around';
  #floor = { widthMm: 1, heightMm: 1 };
  #aspect = 1;
  #aheadMm = 0;
  #hands: Readonly<Record<CameraName, Hands>> = { around: UNTOUCHED, chase: UNTOUCHED, top: UNTOUCHED, driver: UNTOUCHED };
  #chaseDeg: number | undefined;

  get name(): CameraName {
    return this.#name;
  }

  choose(name: CameraName): void {
    this.#name = name;
    this.#chaseDeg = undefined;
  }

  /** @param aspect width / height of the picture; @param aheadMm from the axle to where the driver sits */
  arrange(floor: { readonly widthMm: number; readonly heightMm: number }, aspect: number, aheadMm: number): void {
    this.#floor = floor;
    this.#aspect = aspect;
    this.#aheadMm = aheadMm;
  }

  /** As it was before anybody touched it. */
  reset(): void {
    this.#change(() => UNTOUCHED);
  }

  /** A finger was drawn over the picture, `heightPx` high. */
  drag(dxPx: number, dyPx: number, heightPx: number): void {
    if (this.#name === 'top') this.#pan(dxPx, dyPx, heightPx);
    else this.turn(-dxPx * DEG_PER_PIXEL, dyPx * DEG_PER_PIXEL);
  }

  turn(turnDeg: number, tiltDeg: number): void {
    if (this.#name === 'top') {
      this.#pan(turnDeg / DEG_PER_PIXEL, -tiltDeg / DEG_PER_PIXEL, 400);
      return;
    }
    const [base, limits] = {
      around: [AROUND_PITCH_DEG, PITCH_DEG.around] as const,
      chase: [CHASE_PITCH_DEG, PITCH_DEG.chase] as const,
      driver: [DRIVER_PITCH_DEG, PITCH_DEG.driver] as const,
    }[this.#name];
    this.#change((hands) => ({
      ...hands,
      turnDeg: (hands.turnDeg - turnDeg) % 360,
      tiltDeg: clamp(base + hands.tiltDeg + tiltDeg, limits) - base,
    }));
  }

  /** Less than 1: nearer. The driver's seat stays where it is. */
  zoom(factor: number): void {
    if (this.#name === 'driver') return;
    this.#change((hands) => ({ ...hands, distance: clamp(hands.distance * factor, DISTANCE) }));
  }

  /**
   * @param pose of the car that is followed
   * @param groundMm how high the ground is under it
   * @param isCalm the picture is not to swing: the chase camera keeps its direction
   */
  view(pose: PoseView, groundMm: number, elapsedMs: number, isCalm: boolean): CameraView {
    if (this.#name === 'chase') return raised(this.#chase(pose, elapsedMs, isCalm), groundMm);
    if (this.#name === 'driver') return raised(this.#driver(pose), groundMm);
    return this.#overview(this.#name === 'top' ? 90 : AROUND_PITCH_DEG);
  }

  #change(how: (hands: Hands) => Hands): void {
    this.#hands = { ...this.#hands, [this.#name]: how(this.#hands[this.#name]) };
  }

  #pan(dxPx: number, dyPx: number, heightPx: number): void {
    const seenMm = 2 * Math.tan(radians(FOV_DEG / 2)) * this.#overview(90).heightMm;
    const mmPerPx = seenMm / heightPx;
    const { widthMm, heightMm } = this.#floor;
    this.#change((hands) => ({
      ...hands,
      panXMm: clamp(hands.panXMm - dxPx * mmPerPx, [-widthMm / 2, widthMm / 2]),
      panYMm: clamp(hands.panYMm + dyPx * mmPerPx, [-heightMm / 2, heightMm / 2]),
    }));
  }

  /** The whole floor, as near as it fits. */
  #overview(basePitchDeg: number): CameraView {
    const { turnDeg, tiltDeg, distance, panXMm, panYMm } = this.#hands[this.#name];
    const [heading, pitch] = [radians(turnDeg), radians(basePitchDeg + tiltDeg)];
    const [halfX, halfY] = [this.#floor.widthMm / 2, this.#floor.heightMm / 2];
    const tanUp = Math.tan(radians(FOV_DEG / 2));
    const tanAside = tanUp * this.#aspect;
    let awayMm = 0;
    for (const [x, y] of [
      [-halfX, -halfY],
      [-halfX, halfY],
      [halfX, -halfY],
      [halfX, halfY],
    ] as const) {
      const aside = x * Math.cos(heading) - y * Math.sin(heading);
      const along = x * Math.sin(heading) + y * Math.cos(heading);
      const [deep, up] = [along * Math.cos(pitch), along * Math.sin(pitch)];
      awayMm = Math.max(awayMm, Math.abs(aside) / tanAside - deep, Math.abs(up) / tanUp - deep);
    }
    awayMm *= MARGIN * distance;
    const backMm = awayMm * Math.cos(pitch);
    return {
      xMm: halfX + panXMm - Math.sin(heading) * backMm,
      yMm: halfY + panYMm - Math.cos(heading) * backMm,
      heightMm: awayMm * Math.sin(pitch),
      headingDeg: turnDeg,
      pitchDeg: basePitchDeg + tiltDeg,
      fovDeg: FOV_DEG,
    };
  }

  #chase(pose: PoseView, elapsedMs: number, isCalm: boolean): CameraView {
    const { turnDeg, tiltDeg, distance } = this.#hands.chase;
    const share = isCalm ? 0 : 1 - Math.exp(-elapsedMs / CHASE_TURN_MS);
    this.#chaseDeg ??= pose.headingDeg;
    this.#chaseDeg += turnBetween(this.#chaseDeg, pose.headingDeg) * share;
    const headingDeg = this.#chaseDeg + turnDeg;
    const pitchDeg = CHASE_PITCH_DEG + tiltDeg;
    const awayMm = CHASE_MM * distance;
    const backMm = awayMm * Math.cos(radians(pitchDeg));
    return {
      xMm: pose.xMm - Math.sin(radians(headingDeg)) * backMm,
      yMm: pose.yMm - Math.cos(radians(headingDeg)) * backMm,
      heightMm: CHASE_AIM_MM + awayMm * Math.sin(radians(pitchDeg)),
      headingDeg,
      pitchDeg,
      fovDeg: FOV_DEG,
    };
  }

  #driver(pose: PoseView): CameraView {
    const { turnDeg, tiltDeg } = this.#hands.driver;
    const heading = radians(pose.headingDeg);
    return {
      xMm: pose.xMm + Math.sin(heading) * this.#aheadMm,
      yMm: pose.yMm + Math.cos(heading) * this.#aheadMm,
      heightMm: DRIVER_HEIGHT_MM,
      headingDeg: pose.headingDeg + turnDeg,
      pitchDeg: DRIVER_PITCH_DEG + tiltDeg,
      fovDeg: DRIVER_FOV_DEG,
    };
  }
}
