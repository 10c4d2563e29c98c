/** Profiles of versions 1 to 4, as old recordings and kits hold them, in the words of version 5. Layer: robot. */
import { GRIP_ENDLESS_MM_PER_S2 } from './profile-dynamics.ts';

type Json = Readonly<Record<string, unknown>>;

const isRecord = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json);

/** What every kit of version 1 was taken to measure. */
const CALIBRATION_1 = { trimPercentMax: 20, startPercentMax: 45, contrastMin: 0.15 };

/** What version 2 did not know, so that it changes nothing; sizes of a usual kit. */
const BODY_2 = { heightMm: 80, wheelWidthMm: 25, massG: 600 };
const DYNAMICS_2 = { speedCurve: 0, batterySag: 0, stallLoad: 1, gripMmPerS2: GRIP_ENDLESS_MM_PER_S2, casterDragMmPerS2: 0 };
const LINE_2 = { heightMm: 5, spread: 0, sunlight: 0, thresholdSpread: 0 };
const SONAR_2 = { glanceDeg: 90, echoLoss: 0 };
const GYRO_2 = { scaleSpread: 0 };

/** What is no profile of an older version comes back as it is, for the schema to refuse. */
export function upgradeProfile(json: unknown): unknown {
  const second = isRecord(json) && json['version'] === 1 ? fromVersion1(json) : json;
  const third = isRecord(second) && second['version'] === 2 ? fromVersion2(second) : second;
  // 3 → 4: the gains of one car came; 4 → 5: an ideal car can say what it lacks. What versions 3 and 4 say means the same.
  return isRecord(third) && (third['version'] === 3 || third['version'] === 4) ? { ...third, version: 5 } : third;
}

function fromVersion1(json: Json): unknown {
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

function fromVersion2(json: Json): unknown {
  const { body, dynamics, sensing } = json;
  if (!isRecord(body) || !isRecord(dynamics) || !isRecord(sensing)) return json;
  const { line, sonar, gyro } = sensing;
  const length = Number(body['lengthMm']);
  const added = { ...BODY_2, casterYMm: Number(body['axleToFrontMm']) - length * 0.9 };
  return {
    ...json,
    version: 3,
    body: { ...added, ...body },
    dynamics: { ...DYNAMICS_2, ...dynamics },
    sensing: {
      ...sensing,
      line: isRecord(line) ? { ...LINE_2, ...line } : line,
      sonar: isRecord(sonar) ? { ...SONAR_2, ...sonar } : sonar,
      ...(isRecord(gyro) ? { gyro: { ...GYRO_2, ...gyro } } : {}),
    },
  };
}
