/** Profiles of version 1, as old recordings hold them, in the words of version 2. Layer: robot. */

type Json = Readonly<Record<string, unknown>>;

const isRecord = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json);

/** What every kit of version 1 was taken to measure. */
const CALIBRATION_1 = { trimPercentMax: 20, startPercentMax: 45, contrastMin: 0.15 };

/** What is no profile of version 1 comes back as it is, for the schema to refuse. */
export function upgradeProfile(json: unknown): unknown {
  if (!isRecord(json) || json['version'] !== 1) return json;
  const { board, firmware, parts } = json;
  if (!isRecord(board) || !isRecord(firmware) || !Array.isArray(parts)) return json;
  const { bootloader, ...rest } = board;
  const { image, sha256, baud, ...protocol } = firmware;
  const file = { role: 'firmware', file: image, sha256, baud, origin: 'profile version 1', licence: 'LGPL-2.1-or-later' };
  const loader = isRecord(bootloader)
    ? { protocol: bootloader['protocol'], baud: bootloader['baud'], startByte: bootloader['startByte'] }
    : {};
  return {
    ...json,
    version: 2,
    board: { ...rest, bootloaders: [loader] },
    images: [{ id: 'firmware', ...file }],
    firmware: { ...protocol, image: 'firmware' },
    transport: { kind: 'serial' },
    parts: parts.map((part: unknown) => (isRecord(part) && part['type'] === 'button' ? { kind: 'digital', ...part } : part)),
    calibration: CALIBRATION_1,
  };
}
