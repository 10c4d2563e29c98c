import { describe, expect, it } from 'vitest';
import type { DoctorSystem } from '../../../core/device/doctor/doctor-facts.ts';
import { computerFacts, networkFacts } from './computer-facts.ts';
import { portFacts } from './port-facts.ts';
import type { SystemPort } from './system-port.ts';
import { usbFacts } from './usb-facts.ts';

interface Answers {
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly closed?: readonly string[];
  /** By the program's name, or by a word of its arguments. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** A computer of any system, made of the files and answers that a test needs. */
function fakeSystem(system: DoctorSystem, { files = {}, links = {}, closed = [], programs = {} }: Answers): SystemPort {
  const paths = [...Object.keys(files), ...Object.keys(links)];
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value);
  return {
    system,
    list: (folder) => {
      const inside = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split('/')[0]!);
      return answer(inside.length === 0 ? undefined : [...new Set(inside)]);
    },
    read: (file) => answer(files[file]),
    link: (path) => answer(links[path]),
    mayOpen: (path) => answer(!closed.includes(path)),
    groupId: () => answer(20),
    freeBytes: () => answer(1e9),
    run: (program, args) =>
      answer(Object.entries(programs).find(([word]) => program.includes(word) || args.some((each) => each.includes(word)))?.[1]),
  };
}

describe('what hangs on USB', () => {
  const sys = '/sys/bus/usb/devices';

  it('is read from sysfs on Linux, with the port of each driver', async () => {
    const files = {
      [`${sys}/1-1/idVendor`]: '1a86\n',
      [`${sys}/1-1/idProduct`]: '7523\n',
      [`${sys}/1-1:1.0/ttyUSB0/x`]: '',
      [`${sys}/1-2/idVendor`]: '2341\n',
      [`${sys}/1-2/idProduct`]: '0043\n',
      [`${sys}/1-2:1.0/tty/ttyACM0/x`]: '',
      [`${sys}/1-3/idVendor`]: '10c4\n',
      [`${sys}/1-3/idProduct`]: 'ea60\n',
    };
    expect(await usbFacts(fakeSystem('linux', { files }))).toEqual([
      { vendorId: '1a86', productId: '7523', port: '/dev/ttyUSB0' },
      { vendorId: '2341', productId: '0043', port: '/dev/ttyACM0' },
      { vendorId: '10c4', productId: 'ea60' },
    ]);
    expect(await usbFacts(fakeSystem('linux', {}))).toBeUndefined();
  });

  it('is asked of PowerShell on Windows, with COM ports and driver versions', async () => {
    const devices = [
      { id: 'USB\\VID_1A86&PID_7523\\5&1', name: 'USB-SERIAL CH340 (COM3)', driver: '3.8.2023.2' },
      { id: 'USB\\VID_10C4&PID_EA60\\0001', name: 'CP2102 USB to UART Bridge Controller', driver: null },
      { id: 'USB\\VID_2341&PID_8036\\7', name: 'USB Composite Device', driver: '10.0' },
    ];
    expect(await usbFacts(fakeSystem('windows', { programs: { powershell: JSON.stringify(devices) } }))).toEqual([
      { vendorId: '1a86', productId: '7523', port: 'COM3', driverVersion: '3.8.2023.2' },
      { vendorId: '10c4', productId: 'ea60' },
    ]);
    // A single device is no list; PowerShell may be forbidden.
    expect(await usbFacts(fakeSystem('windows', { programs: { powershell: JSON.stringify(devices[0]) } }))).toHaveLength(1);
    expect(await usbFacts(fakeSystem('windows', { programs: { powershell: 'rubbish' } }))).toBeUndefined();
    expect(await usbFacts(fakeSystem('windows', {}))).toBeUndefined();
  });

  it('is asked of ioreg on macOS, where the port hangs below the device', async () => {
    const tree = [
      {
        ...{ idVendor: 0x1a86, idProduct: 0x7523 },
        IORegistryEntryChildren: [{ IORegistryEntryChildren: [{ IOCalloutDevice: '/dev/cu.usbserial-110' }] }],
      },
      { idVendor: 0x403, idProduct: 0x6001 },
    ];
    expect(await usbFacts(fakeSystem('macos', { programs: { ioreg: JSON.stringify(tree) } }))).toEqual([
      { vendorId: '1a86', productId: '7523', port: '/dev/cu.usbserial-110' },
      { vendorId: '0403', productId: '6001' },
    ]);
  });
});

describe('who has a port', () => {
  const port = '/dev/ttyUSB0';
  const known = [{ port, isOurs: false }];

  it('is found among the open files of processes on Linux, ourselves left out', async () => {
    const links = { '/proc/77/fd/5': port, '/proc/42/fd/9': port, '/proc/9/fd/1': '/dev/null' };
    const system = fakeSystem('linux', { links, files: { '/proc/77/comm': 'arduino-ide\n' } });
    expect(await portFacts(system, known, 42)).toMatchObject([{ port, heldBy: ['arduino-ide'], mayOpen: true }]);
  });

  it('is asked of lsof on macOS', async () => {
    const cu = '/dev/cu.usbserial-110';
    const system = fakeSystem('macos', { programs: { lsof: `p501\ncScreen\nf3\nn${cu}\np42\ncnode\nf9\nn${cu}\n` } });
    expect(await portFacts(system, [{ port: cu, isOurs: false }], 42)).toMatchObject([{ heldBy: ['Screen'] }]);
  });

  it('names the group to join where we may not open it', async () => {
    const system = fakeSystem('linux', { closed: [port], files: { '/etc/group': 'root:x:0:\ndialout:x:20:anna\n' } });
    expect(await portFacts(system, known, 42)).toMatchObject([{ mayOpen: false, group: 'dialout' }]);
    const rooted = fakeSystem('linux', { closed: [port], files: { '/etc/group': 'root:x:20:\n' } });
    expect((await portFacts(rooted, known, 42))[0]).not.toHaveProperty('group');
  });
});

describe('the computer', () => {
  it('has the browsers that are installed, by version', async () => {
    const linux = fakeSystem('linux', { programs: { chromium: 'Chromium 141.0.7390.54 built on Debian\n' } });
    expect((await computerFacts(linux, '/data', 0)).browsers).toContainEqual({ name: 'Chromium', major: 141 });
    const status = 'Package: chromium\nStatus: install ok installed\nSection: web\nVersion: 1:156.0.8-1\nDescription: a\n b\n\n';
    const others = 'Package: firefox-esr\nStatus: deinstall ok config-files\nVersion: 60.1\n\nPackage: x\nVersion: 7.0\n';
    const debian = fakeSystem('linux', {
      files: { '/var/lib/dpkg/status': status + others },
      programs: { chromium: 'is never started 1.0', firefox: 'Mozilla Firefox 140.2\n' },
    });
    expect((await computerFacts(debian, '/data', 0)).browsers).toEqual([
      { name: 'Chromium', major: 156 },
      { name: 'Firefox', major: 140 },
    ]);
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application';
    const windows = fakeSystem('windows', { files: { [`${edge}/109.0.1518.78/x`]: '', [`${edge}/88.0.1.2/x`]: '' } });
    expect(await computerFacts(windows, 'D:\\', 0)).toEqual({ clockMs: 0, freeDiskBytes: 1e9, browsers: [{ name: 'Edge', major: 109 }] });
  });

  const basics = { isOpen: true, addresses: ['10.0.0.7'], port: 4830, hasHadGuests: false, reaches: () => Promise.resolve(true) };

  it.each<[string, SystemPort, string]>([
    ['Windows without a rule for us', fakeSystem('windows', { programs: { FirewallProfile: '3 0' } }), 'blocks'],
    ['Windows with a rule for us', fakeSystem('windows', { programs: { FirewallProfile: '3 1' } }), 'open'],
    ['Windows with its firewall off', fakeSystem('windows', { programs: { FirewallProfile: '0 0' } }), 'open'],
    ['Windows that does not tell', fakeSystem('windows', {}), 'unknown'],
    ['ufw that is on', fakeSystem('linux', { files: { '/etc/ufw/ufw.conf': 'ENABLED=yes\n', '/etc/ufw/user.rules': '' } }), 'blocks'],
    [
      'ufw with a rule for the port',
      fakeSystem('linux', {
        files: { '/etc/ufw/ufw.conf': 'ENABLED=yes\n', '/etc/ufw/user.rules': '### tuple ### allow tcp 4830 0.0.0.0/0 any\n' },
      }),
      'open',
    ],
    ['ufw that is off', fakeSystem('linux', { files: { '/etc/ufw/ufw.conf': 'ENABLED=no\n' } }), 'open'],
    ['macOS that blocks all', fakeSystem('macos', { programs: { socketfilterfw: 'Block all ENABLED!' } }), 'blocks'],
    ['macOS', fakeSystem('macos', { programs: { socketfilterfw: 'Block all DISABLED!' } }), 'open'],
  ])('knows the firewall of %s', async (_, system, firewall) => {
    expect(await networkFacts(system, basics)).toMatchObject({ firewall, reachesItself: true });
  });

  it('knows a public network', async () => {
    expect(await networkFacts(fakeSystem('windows', { programs: { NetworkCategory: 'Public\r\n' } }), basics)).toMatchObject({
      isPublicNetwork: true,
    });
  });
});
