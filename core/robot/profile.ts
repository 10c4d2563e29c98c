/**
 * A robot kit as data: `firmware-profiles/<id>/profile.json`, version 5. Layer: robot. Page for kit makers: docs/protocols/profile.md.
 * Lengths in mm, times in ms, speeds in mm/s, angles in degrees, robot frame: origin midway between the wheels, x to the right, y ahead.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { IDEAL_EFFECTS } from './ideal-effects.ts';
import { CHIP_IDS, CHIPS, type ChipId } from './profile-chips.ts';
import { bodySchema, dynamicsSchema, sensingSchema } from './profile-dynamics.ts';
import { partSchema, positive, share, type PartOf, type PartType } from './profile-parts.ts';
import { findPinConflict, type BoardPins, type PinConflict, type PinConflictCode } from './profile-pins.ts';
import { upgradeProfile } from './profile-upgrade.ts';

export type { PartOf, PartType, ProfilePin, RobotPart } from './profile-parts.ts';

export const PROFILE_VERSION = 5;

const localized = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });
const usbId = z.string().regex(/^[0-9a-f]{4}$/);
const baud = z.number().int().min(300).max(4_000_000);
const name = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const imageName = name.optional();
const address = z.number().int().nonnegative();

/** How new firmware gets onto the board. `image` names the bootloader's own image, which only an emulated board needs. */
const bootloader = z.discriminatedUnion('protocol', [
  z.strictObject({ protocol: z.literal('stk500v1'), baud, startByte: address, image: imageName }),
  z.strictObject({ protocol: z.literal('stk500v2'), baud, startByte: address, image: imageName }),
  /** Opening the port at 1200 baud and closing it starts the bootloader. */
  z.strictObject({ protocol: z.literal('avr109'), startByte: address, image: imageName }),
  /** A drive of this name appears; `touch1200`: after the port was opened at 1200 baud, else by a button. */
  z.strictObject({ protocol: z.literal('uf2'), volume: z.string().min(1).max(32), touch1200: z.boolean() }),
  /** `address`: where the image goes in the flash. */
  z.strictObject({ protocol: z.literal('esp'), baud, address }),
]);

const image = z.strictObject({
  id: name,
  role: z.enum(['firmware', 'bootloader']),
  /** In the kit's own folder, or `<folder>/<file>` in one beside it. */
  file: z.string().regex(/^([a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Firmware: the baud it speaks at. */
  baud: baud.optional(),
  /** Where its source is, and its version. */
  origin: z.string().min(1).max(300),
  /** SPDX. */
  licence: z.string().min(1).max(60),
});

const transport = z.discriminatedUnion('kind', [
  /** By cable, or by a Bluetooth module at the same pins. */
  z.strictObject({ kind: z.literal('serial') }),
  z.strictObject({ kind: z.literal('tcp'), port: z.number().int().min(1).max(65_535) }),
]);

export const robotProfileSchema = z.strictObject({
  format: z.literal('guiji-profile'),
  version: z.literal(PROFILE_VERSION),
  id: name,
  name: localized,
  /** A line or two for whoever chooses a car: what it is, and what nobody has tried. */
  about: localized.optional(),
  board: z.strictObject({
    name: z.string().min(1).max(60),
    chip: z.enum(CHIP_IDS),
    clockHz: positive,
    adcBits: z.number().int().min(8).max(16),
    supplyV: positive,
    /** Where the board has more or fewer analog inputs than its chip's usual one: 6 on an Uno, 8 on a Nano. */
    analogInputs: z.number().int().min(0).max(16).optional(),
    usbIds: z.array(z.strictObject({ vendorId: usbId, productId: usbId })).max(32),
    /** Boards of one name may have different ones: tried in this order. */
    bootloaders: z.array(bootloader).max(4),
  }),
  images: z.array(image).max(16),
  firmware: z.strictObject({
    protocol: z.literal('firmata'),
    /** The one that "make this board ready" flashes; absent: this kit's firmware comes from elsewhere. */
    image: imageName,
  }),
  transport,
  parts: z.array(partSchema).min(1).max(24),
  body: bodySchema,
  dynamics: dynamicsSchema,
  sensing: sensingSchema,
  /** Made by `idealProfile`: a car without any of what makes a real one hard, or without these. */
  ideal: z.union([z.literal(true), z.array(z.enum(IDEAL_EFFECTS)).min(1).max(IDEAL_EFFECTS.length)]).optional(),
  /** What a sound car of this kit measures; beyond, the calibration says what is wrong. */
  calibration: z.strictObject({
    /** Difference of the two motors, percent. */
    trimPercentMax: z.number().min(0).max(50),
    /** Smallest power that moves a wheel, percent. */
    startPercentMax: z.number().min(1).max(90),
    /** Black − white of a sensor, share of the ADC's range. */
    contrastMin: share,
  }),
});

export type RobotProfile = z.infer<typeof robotProfileSchema>;
export type ProfileImage = RobotProfile['images'][number];
export type Bootloader = RobotProfile['board']['bootloaders'][number];

export type ProfileFaultCode =
  | 'profile.invalid' // {path, problem}
  | 'profile.newer-version' // {version}
  | 'profile.no-such-image' // {image}
  | 'profile.image-without-baud' // {image}
  | 'profile.wrong-bootloader' // {protocol, chip}
  | 'profile.not-digital' // {}
  | PinConflictCode;

/** Of version 1 … 5. Errors: `ProfileFaultCode`; those of the wiring also have {path}. */
export function parseRobotProfile(json: unknown): Result<RobotProfile, ProfileFaultCode> {
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > PROFILE_VERSION) {
    return fail('profile.newer-version', { version: version.data.version });
  }
  const parsed = robotProfileSchema.safeParse(upgradeProfile(json));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail('profile.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
  }
  return checkBootloaders(parsed.data) ?? checkImages(parsed.data) ?? checkWiring(parsed.data) ?? ok(parsed.data);
}

type Refusal = { readonly ok: false; readonly fault: { readonly code: ProfileFaultCode; readonly params: PinConflict['params'] } };

/** How each chip can be flashed over its own port. */
const PROTOCOLS: Readonly<Record<ChipId, Bootloader['protocol']>> = {
  ...{ atmega328p: 'stk500v1', atmega2560: 'stk500v2', atmega32u4: 'avr109' },
  ...{ rp2040: 'uf2', esp32: 'esp' },
};

function checkBootloaders({ board: { chip, bootloaders } }: RobotProfile): Refusal | undefined {
  const wrong = bootloaders.find(
    (each) => each.protocol !== PROTOCOLS[chip] || ('startByte' in each && each.startByte >= CHIPS[chip].flashBytes),
  );
  return wrong && fail('profile.wrong-bootloader', { protocol: wrong.protocol, chip });
}

function checkImages({ images, firmware, board }: RobotProfile): Refusal | undefined {
  const needed = [
    { id: firmware.image, role: 'firmware' },
    ...board.bootloaders.map((boot) => ({ id: 'image' in boot ? boot.image : undefined, role: 'bootloader' })),
  ];
  const missing = needed.find(({ id, role }) => id !== undefined && !images.some((image) => image.id === id && image.role === role));
  if (missing !== undefined) return fail('profile.no-such-image', { image: missing.id! });
  const mute = images.find((image) => image.role === 'firmware' && image.baud === undefined);
  return mute && fail('profile.image-without-baud', { image: mute.id });
}

function checkWiring(profile: RobotProfile): Refusal | undefined {
  const { parts } = profile;
  const line = partOf(profile, 'line');
  if (line?.kind === 'digital' && Math.abs(line.rawBlack - line.rawWhite) !== 1) return fail('profile.not-digital', {});
  const conflict = findPinConflict(boardPinsOf(profile), parts);
  return conflict && fail(conflict.code, { path: `parts.${conflict.part}`, ...conflict.params });
}

export function boardPinsOf({ board, transport }: Pick<RobotProfile, 'board' | 'transport'>): BoardPins {
  const usesSerialPins = transport.kind === 'serial' || board.bootloaders.some(({ protocol }) => protocol === 'esp');
  return { chip: board.chip, analogInputs: board.analogInputs, usesSerialPins };
}

export function partOf<T extends PartType>(profile: RobotProfile, type: T): PartOf<T> | undefined {
  return profile.parts.find((part): part is PartOf<T> => part.type === type);
}

/** The firmware that the kit is flashed with; undefined where it comes from elsewhere. */
export function firmwareImageOf(profile: RobotProfile): ProfileImage | undefined {
  return profile.images.find(({ id }) => id === profile.firmware.image);
}

const BAUD_UNKNOWN = 57_600;

/** What a board of this kit may speak at, its own firmware's first; never empty. */
export function baudsOf(profile: RobotProfile): readonly [number, ...number[]] {
  const own = firmwareImageOf(profile)?.baud ?? BAUD_UNKNOWN;
  const others = profile.images.flatMap((image) => image.baud ?? []).filter((each) => each !== own);
  return [own, ...new Set(others)];
}
