import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../words/words.ts';
import { sentence } from '../../words/sentence.ts';
import { diagnose } from './diagnose.ts';
import type { BoardAnswer, DoctorFacts, NetworkFact, PortFact, RobotFact } from './doctor-facts.ts';

const PORT = '/dev/ttyUSB0';
const ch340 = { vendorId: '1a86', productId: '7523' };
const freePort: PortFact = { port: PORT, ...ch340, isOurs: false, heldBy: [], mayOpen: true };
const healthy: DoctorFacts = {
  system: 'linux',
  usb: [{ ...ch340, port: PORT }],
  ports: [{ ...freePort, board: { kind: 'firmata', baud: 57600, wantedBaud: 57600, major: 2, minor: 7 } }],
  robots: [],
  brailleTakesPorts: false,
  computer: { freeDiskBytes: 5e9, clockMs: Date.UTC(2026, 10, 1), browsers: [{ name: 'Chrome', major: 140 }] },
};
const lan: NetworkFact = {
  ...{ isOpen: true, addresses: ['192.168.1.5'], port: 4830, firewall: 'open', isPublicNetwork: false },
  ...{ reachesItself: true, hasHadGuests: false },
};
const battery = { lowV: 6.8, absentV: 5.2 };
const windows: DoctorFacts = { ...healthy, system: 'windows' };

const answering = (board: BoardAnswer): DoctorFacts => ({ ...healthy, ports: [{ ...freePort, board }] });
const onPort = (change: Partial<PortFact>, facts = healthy): DoctorFacts => ({ ...facts, ports: [{ ...freePort, ...change }] });
const onLan = (change: Partial<NetworkFact>, facts = healthy): DoctorFacts => ({ ...facts, network: { ...lan, ...change } });
const robot = (fact: Partial<RobotFact>): DoctorFacts => ({ ...healthy, robots: [{ device: PORT, silentParts: [], ...fact }] });
const unplugged: Partial<DoctorFacts> = { usb: [{ vendorId: '046d', productId: 'c52b' }], ports: [] };
const withoutPort: Partial<DoctorFacts> = { usb: [ch340], ports: [] };
const notOpened = (fault: Extract<BoardAnswer, { kind: 'not-opened' }>['fault']): BoardAnswer => ({ kind: 'not-opened', fault, what: 'x' });

const CASES: readonly (readonly [string, DoctorFacts, readonly string[]])[] = [
  ['a healthy computer', healthy, []],
  ['nothing plugged in, or a cable that only charges', { ...healthy, ...unplugged }, ['doctor.no-board', 'doctor.charge-only-cable']],
  ['no driver on Windows', { ...windows, ...withoutPort }, ['doctor.driver-missing-windows']],
  ['no driver on macOS', { ...healthy, system: 'macos', ...withoutPort }, ['doctor.driver-missing-macos']],
  ['no driver on Linux', { ...healthy, ...withoutPort }, ['doctor.driver-missing-linux']],
  ['a port that brltty took', { ...healthy, ...withoutPort, brailleTakesPorts: true }, ['doctor.braille-takes-port']],
  ['the CH340 driver 3.8', { ...windows, usb: [{ ...ch340, port: 'COM3', driverVersion: '3.8.2023.2' }] }, ['doctor.failing-driver']],
  [
    'the CH340 driver 3.9.2024.9',
    { ...windows, usb: [{ ...ch340, port: 'COM3', driverVersion: '3.9.2024.09' }] },
    ['doctor.failing-driver'],
  ],
  ['a CH340 driver that works', { ...windows, usb: [{ ...ch340, port: 'COM3', driverVersion: '3.5.2019.1' }] }, []],
  ['another chip’s driver 3.8', { ...windows, usb: [{ vendorId: '0403', productId: '6001', port: 'COM3', driverVersion: '3.8.0.0' }] }, []],
  ['a port that the Arduino IDE holds', onPort({ heldBy: ['arduino-ide'] }), ['doctor.port-busy']],
  ['a port that somebody holds', answering(notOpened('device.busy')), ['doctor.port-busy-unknown']],
  ['a port of our own', onPort({ isOurs: true, heldBy: ['node'] }), []],
  ['no permission on Linux', onPort({ mayOpen: false, group: 'uucp' }), ['doctor.no-permission-linux']],
  ['no permission elsewhere', onPort({ mayOpen: false }, { ...healthy, system: 'macos' }), ['doctor.no-permission']],
  ['a permission that only opening shows', answering(notOpened('device.no-permission')), ['doctor.no-permission-linux']],
  ['a port that fails', answering(notOpened('device.open-failed')), ['doctor.port-fails']],
  ['a firmware of another speed', answering({ kind: 'firmata', baud: 9600, wantedBaud: 57600, major: 2, minor: 5 }), ['doctor.wrong-baud']],
  ['an old Firmata', answering({ kind: 'firmata', baud: 57600, wantedBaud: 57600, major: 1, minor: 0 }), ['doctor.wrong-firmware']],
  ['an empty board', answering({ kind: 'blank', baud: 115200 }), ['doctor.no-firmware']],
  ['a board with another program', answering({ kind: 'other-firmware' }), ['doctor.other-firmware']],
  ['a Bluetooth module on pins 0 and 1', answering({ kind: 'deaf', baud: 57600 }), ['doctor.hears-nothing']],
  ['a dead board', answering({ kind: 'silent' }), ['doctor.board-silent']],
  ['a battery that is off', robot({ batteryVolts: 4.6, battery }), ['doctor.battery-off']],
  ['a battery that is nearly empty', robot({ batteryVolts: 6.5, battery }), ['doctor.battery-low']],
  ['a full battery', robot({ batteryVolts: 8.1, battery }), []],
  ['a gyro that does not answer', robot({ silentParts: [{ part: 'gyro' }] }), ['doctor.part-silent']],
  ['a line sensor that does not answer', robot({ silentParts: [{ part: 'line', sensor: 3 }] }), ['doctor.sensor-silent']],
  ['a firmware that drives on when its cable comes off', robot({ otherFirmware: 'StandardFirmata.ino' }), ['doctor.drives-on']],
  ['the wrong kit', robot({ fault: { code: 'device.wrong-board', params: { pin: 33, mode: 'PWM' } } }), ['doctor.wrong-kit']],
  ['a board that is no car', robot({ fault: { code: 'device.no-firmata', params: {} } }), ['doctor.robot-fails']],
  ['a bridge for this computer alone', onLan({ isOpen: false, addresses: [] }), []],
  ['a network on which others were here', onLan({ hasHadGuests: true, firewall: 'blocks' }), []],
  ['no network', onLan({ addresses: [] }), ['doctor.no-network']],
  ['an address that does not work', onLan({ reachesItself: false }), ['doctor.lan-unreachable']],
  ['Windows’ firewall', onLan({ firewall: 'blocks' }, windows), ['doctor.firewall-windows']],
  ['another firewall', onLan({ firewall: 'blocks' }), ['doctor.firewall']],
  ['a public network', onLan({ isPublicNetwork: true }, windows), ['doctor.public-network']],
  ['devices that are kept apart, perhaps', onLan({}), ['doctor.client-isolation']],
  ['a full disk', { ...healthy, computer: { ...healthy.computer, freeDiskBytes: 5e6 } }, ['doctor.disk-full']],
  [
    'a computer that thinks it is 2009',
    { ...healthy, computer: { ...healthy.computer, clockMs: Date.UTC(2009, 0, 1) } },
    ['doctor.clock-wrong'],
  ],
  ['no browser', { ...healthy, computer: { ...healthy.computer, browsers: [] } }, ['doctor.no-browser']],
  ['an old browser', { ...healthy, computer: { ...healthy.computer, browsers: [{ name: 'Chrome', major: 87 }] } }, ['doctor.old-browser']],
  [
    'an old browser beside a new one',
    {
      ...healthy,
      computer: {
        ...healthy.computer,
        browsers: [
          { name: 'Chrome', major: 87 },
          { name: 'Firefox', major: 115 },
        ],
      },
    },
    [],
  ],
];

describe('the doctor', () => {
  it.each(CASES)('tells %s', (_, facts, codes) => {
    expect(diagnose(facts).map(({ code }) => code)).toEqual(codes);
  });

  it('says each of them in both languages, with every value filled in', () => {
    for (const [, facts] of CASES) {
      for (const { code, params } of diagnose(facts)) {
        for (const language of LANGUAGES) expect(sentence(code, params, language)).not.toMatch(/\{|undefined/);
      }
    }
  });

  it('names the command to type, with the port’s own group', () => {
    const [finding] = diagnose(onPort({ mayOpen: false, group: 'uucp' }));
    expect(finding && sentence(finding.code, finding.params, 'en')).toContain('sudo usermod -aG uucp $USER');
  });

  it('names a part as a teacher does', () => {
    const [finding] = diagnose(robot({ silentParts: [{ part: 'gyro' }] }));
    expect(finding && sentence(finding.code, finding.params, 'zh-CN')).toContain('“陀螺仪”');
  });

  it('never calls a hint a problem', () => {
    expect(diagnose(onLan({})).map(({ severity }) => severity)).toEqual(['hint']);
  });
});
