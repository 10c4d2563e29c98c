/**
 * From facts to findings: what would stop a lesson, the gravest first, each with one thing to do. Layer: device.
 * Sentences: core/words/doctor-words.ts.
 */
import type { FaultParams } from '../../base/result.ts';
import type { BoardAnswer, ComputerFact, DoctorFacts, DoctorSystem, NetworkFact, PortFact, RobotFact, UsbFact } from './doctor-facts.ts';
import { isFailingDriver, usbChip } from './usb-chips.ts';

export type DoctorCode =
  | 'doctor.no-board' // {}
  | 'doctor.charge-only-cable' // {}
  | 'doctor.driver-missing-windows' // {chip}
  | 'doctor.driver-missing-macos' // {chip}
  | 'doctor.driver-missing-linux' // {chip}
  | 'doctor.braille-takes-port' // {chip}
  | 'doctor.failing-driver' // {device, version}
  | 'doctor.port-busy' // {device, program}
  | 'doctor.port-busy-unknown' // {device}
  | 'doctor.no-permission-linux' // {device, group}
  | 'doctor.no-permission' // {device}
  | 'doctor.port-fails' // {device, what}
  | 'doctor.wrong-baud' // {device, baud, wanted}
  | 'doctor.wrong-firmware' // {device, version}
  | 'doctor.no-firmware' // {device}
  | 'doctor.other-firmware' // {device}
  | 'doctor.hears-nothing' // {device}
  | 'doctor.board-silent' // {device}
  | 'doctor.wrong-kit' // {device, pin, mode}
  | 'doctor.robot-fails' // {device, code}
  | 'doctor.battery-off' // {device, volts}
  | 'doctor.battery-low' // {device, volts}
  | 'doctor.drives-on' // {device, firmware}
  | 'doctor.part-silent' // {device, part}
  | 'doctor.sensor-silent' // {device, part, sensor}
  | 'doctor.lamp-dark' // {part}
  | 'doctor.buzzer-quiet' // {part}
  | 'doctor.servo-still' // {part}
  | 'doctor.display-dark' // {part}
  | 'doctor.sonar-blind' // {}
  | 'doctor.switch-stuck' // {part, sensor}
  | 'doctor.part-unmoved' // {part}
  | 'doctor.sensor-unmoved' // {part, sensor}
  | 'doctor.motor-still' // {side}
  | 'doctor.motor-reversed' // {side}
  | 'doctor.motor-wrong-way' // {side}
  | 'doctor.motors-swapped' // {}
  | 'doctor.encoder-silent' // {side}
  | 'doctor.lan-unreachable' // {address}
  | 'doctor.firewall-windows' // {port}
  | 'doctor.firewall' // {port}
  | 'doctor.public-network' // {}
  | 'doctor.client-isolation' // {address}
  | 'doctor.no-network' // {}
  | 'doctor.disk-full' // {freeMb}
  | 'doctor.clock-wrong' // {year}
  | 'doctor.no-browser' // {}
  | 'doctor.old-browser'; // {browser, major, wanted}

export interface Finding {
  readonly code: DoctorCode;
  /** `hint`: nothing is broken for sure; worth a look. */
  readonly severity: 'problem' | 'hint';
  readonly params: FaultParams;
}

const FIRMATA_MAJOR = 2;
const FREE_DISK_BYTES_MIN = 200_000_000;
/** Before this was written; a computer that says less has a dead battery on its mainboard. */
const CLOCK_MS_MIN = Date.UTC(2025, 0, 1);
const CHROMIUM_MAJOR_MIN = 109;
const FIREFOX_MAJOR_MIN = 115;
const BYTES_PER_MB = 1_000_000;

const problem = (code: DoctorCode, params: FaultParams = {}): Finding => ({ code, severity: 'problem', params });
const hint = (code: DoctorCode, params: FaultParams = {}): Finding => ({ code, severity: 'hint', params });

export function diagnose(facts: DoctorFacts): readonly Finding[] {
  const { system, usb = [], ports, robots, network, computer } = facts;
  return [
    ...boardFindings(facts),
    ...usb.flatMap((device) => usbFindings(device, facts)),
    ...ports.flatMap((port) => portFindings(port, system)),
    ...robots.flatMap(robotFindings),
    ...(network === undefined ? [] : networkFindings(network, system)),
    ...computerFindings(computer),
  ];
}

/** Whether anything at all is plugged in that could be a robot. */
function boardFindings({ usb, ports }: DoctorFacts): readonly Finding[] {
  if (ports.length > 0 || usb?.some(({ vendorId, productId }) => usbChip(vendorId, productId) !== undefined)) return [];
  return [problem('doctor.no-board'), hint('doctor.charge-only-cable')];
}

function usbFindings(device: UsbFact, { system, brailleTakesPorts }: DoctorFacts): readonly Finding[] {
  const chip = usbChip(device.vendorId, device.productId);
  if (chip === undefined) return [];
  if (device.port === undefined) {
    if (system === 'linux' && brailleTakesPorts) return [problem('doctor.braille-takes-port', { chip: chip.name })];
    return [problem(`doctor.driver-missing-${system}`, { chip: chip.name })];
  }
  const { driverVersion: version, port } = device;
  return version !== undefined && isFailingDriver(device.vendorId, version)
    ? [problem('doctor.failing-driver', { device: port, version })]
    : [];
}

function portFindings({ port, isOurs, heldBy, mayOpen, group, board }: PortFact, system: DoctorSystem): readonly Finding[] {
  const device = port;
  if (isOurs) return [];
  if (!mayOpen) {
    return [
      system === 'linux'
        ? problem('doctor.no-permission-linux', { device, group: group ?? 'dialout' })
        : problem('doctor.no-permission', { device }),
    ];
  }
  if (heldBy.length > 0) return [problem('doctor.port-busy', { device, program: heldBy.join(', ') })];
  return board === undefined ? [] : answerFindings(device, board, system);
}

function answerFindings(device: string, board: BoardAnswer, system: DoctorSystem): readonly Finding[] {
  switch (board.kind) {
    case 'firmata':
      if (board.major !== FIRMATA_MAJOR) return [problem('doctor.wrong-firmware', { device, version: `${board.major}.${board.minor}` })];
      return board.baud === board.wantedBaud ? [] : [problem('doctor.wrong-baud', { device, baud: board.baud, wanted: board.wantedBaud })];
    case 'deaf':
      return [problem('doctor.hears-nothing', { device })];
    case 'blank':
      return [problem('doctor.no-firmware', { device })];
    case 'other-firmware':
      return [problem('doctor.other-firmware', { device })];
    case 'silent':
      return [problem('doctor.board-silent', { device })];
    case 'not-opened':
      return [notOpened(device, board, system)];
  }
}

function notOpened(device: string, { fault, what }: Extract<BoardAnswer, { kind: 'not-opened' }>, system: DoctorSystem): Finding {
  if (fault === 'device.busy') return problem('doctor.port-busy-unknown', { device });
  if (fault !== 'device.no-permission') return problem('doctor.port-fails', { device, what });
  return system === 'linux'
    ? problem('doctor.no-permission-linux', { device, group: 'dialout' })
    : problem('doctor.no-permission', { device });
}

function robotFindings({ device, batteryVolts, battery, silentParts, otherFirmware, fault }: RobotFact): readonly Finding[] {
  if (fault?.code === 'device.wrong-board') return [problem('doctor.wrong-kit', { device, ...fault.params })];
  if (fault !== undefined) return [problem('doctor.robot-fails', { device, code: fault.code })];
  const findings: Finding[] = otherFirmware === undefined ? [] : [hint('doctor.drives-on', { device, firmware: otherFirmware })];
  if (batteryVolts !== undefined && battery !== undefined) {
    const params = { device, volts: Math.round(batteryVolts * 10) / 10 };
    if (batteryVolts < battery.absentV) findings.push(problem('doctor.battery-off', params));
    else if (batteryVolts < battery.lowV) findings.push(problem('doctor.battery-low', params));
  }
  for (const { part, sensor } of silentParts) {
    findings.push(problem(sensor === undefined ? 'doctor.part-silent' : 'doctor.sensor-silent', { device, part, sensor: sensor ?? 0 }));
  }
  return findings;
}

function networkFindings(network: NetworkFact, system: DoctorSystem): readonly Finding[] {
  const { isOpen, addresses, port, firewall, isPublicNetwork, reachesItself, hasHadGuests } = network;
  const [first] = addresses;
  if (!isOpen || hasHadGuests) return [];
  if (first === undefined) return [problem('doctor.no-network')];
  const address = `http://${first}:${port}`;
  if (!reachesItself) return [problem('doctor.lan-unreachable', { address })];
  if (firewall === 'blocks') return [problem(system === 'windows' ? 'doctor.firewall-windows' : 'doctor.firewall', { port })];
  if (isPublicNetwork) return [problem('doctor.public-network')];
  // Why a hint: only a second device can tell whether the access point lets the two see each other.
  return [hint('doctor.client-isolation', { address })];
}

function computerFindings({ freeDiskBytes, clockMs, browsers }: ComputerFact): readonly Finding[] {
  const findings: Finding[] = [];
  if (freeDiskBytes !== undefined && freeDiskBytes < FREE_DISK_BYTES_MIN) {
    findings.push(problem('doctor.disk-full', { freeMb: Math.floor(freeDiskBytes / BYTES_PER_MB) }));
  }
  if (clockMs < CLOCK_MS_MIN) findings.push(hint('doctor.clock-wrong', { year: new Date(clockMs).getUTCFullYear() }));
  if (browsers === undefined) return findings;
  const wanted = (name: string): number => (name === 'Firefox' ? FIREFOX_MAJOR_MIN : CHROMIUM_MAJOR_MIN);
  const [newest] = [...browsers].sort((a, b) => b.major - wanted(b.name) - (a.major - wanted(a.name)));
  if (newest === undefined) findings.push(hint('doctor.no-browser'));
  else if (newest.major < wanted(newest.name)) {
    findings.push(problem('doctor.old-browser', { browser: newest.name, major: newest.major, wanted: wanted(newest.name) }));
  }
  return findings;
}
