/** The computer and its network, as far as lessons depend on them. Layer: bridge/devices. */
import type { ComputerFact, NetworkFact } from '../../../core/device/doctor/doctor-facts.ts';
import type { SystemPort } from './system-port.ts';
import { powershell } from './usb-facts.ts';

type Browsers = NonNullable<ComputerFact['browsers']>;

export async function computerFacts(system: SystemPort, dataFolder: string, clockMs: number): Promise<ComputerFact> {
  const [freeDiskBytes, browsers] = await Promise.all([system.freeBytes(dataFolder), findBrowsers(system)]);
  return { clockMs, browsers, ...(freeDiskBytes === undefined ? {} : { freeDiskBytes }) };
}

/** By the system's own list, else by asking the program itself. Why first the list: starting a browser takes an old computer seconds. */
const LINUX_BROWSERS = [
  { name: 'Chromium', packages: ['chromium'], programs: ['chromium', 'chromium-browser'] },
  { name: 'Chrome', packages: ['google-chrome-stable'], programs: ['google-chrome'] },
  { name: 'Edge', packages: ['microsoft-edge-stable'], programs: ['microsoft-edge'] },
  { name: 'Firefox', packages: ['firefox-esr'], programs: ['firefox'] },
] as const;
/** Of Debian and what is made of it: Ubuntu, UOS, Kylin. */
const DEBIAN_PACKAGES = '/var/lib/dpkg/status';
/** A folder named after its version stands beside the program: nothing has to be started. */
const WINDOWS_BROWSERS = [
  ['Chrome', 'C:\\Program Files\\Google\\Chrome\\Application'],
  ['Chrome', 'C:\\Program Files (x86)\\Google\\Chrome\\Application'],
  ['Edge', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application'],
] as const;
const WINDOWS_FIREFOX = 'C:\\Program Files\\Mozilla Firefox\\application.ini';
const MAC_BROWSERS = [
  ['Chrome', '/Applications/Google Chrome.app/Contents/Info.plist'],
  ['Edge', '/Applications/Microsoft Edge.app/Contents/Info.plist'],
  ['Firefox', '/Applications/Firefox.app/Contents/Info.plist'],
] as const;

const firstNumber = (text: string | undefined, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
};

async function findBrowsers(system: SystemPort): Promise<Browsers> {
  const asked = await Promise.all(majors(system));
  return asked.flatMap(({ name, major }) => (major === undefined ? [] : [{ name, major }]));
}

function majors(system: SystemPort): readonly Promise<{ name: string; major: number | undefined }>[] {
  const told = async (
    name: string,
    text: Promise<string | undefined>,
    pattern: RegExp,
  ): Promise<{ name: string; major: number | undefined }> => ({
    name,
    major: firstNumber(await text, pattern),
  });
  switch (system.system) {
    case 'linux':
      return linuxMajors(system);
    case 'macos':
      return MAC_BROWSERS.map(([name, file]) => told(name, system.read(file), /CFBundleShortVersionString<\/key>\s*<string>(\d+)\./));
    case 'windows':
      return [
        ...WINDOWS_BROWSERS.map(async ([name, folder]) => {
          const versions = ((await system.list(folder)) ?? []).flatMap((entry) => firstNumber(entry, /^(\d+)\.\d+\.\d+/) ?? []);
          return { name, major: versions.length === 0 ? undefined : Math.max(...versions) };
        }),
        told('Firefox', system.read(WINDOWS_FIREFOX), /^Version=(\d+)\./m),
      ];
  }
}

function linuxMajors(system: SystemPort): readonly Promise<{ name: string; major: number | undefined }>[] {
  const listed = system.read(DEBIAN_PACKAGES);
  return LINUX_BROWSERS.map(async ({ name, packages, programs }) => {
    const installed = `^Package: (?:${packages.join('|')})\\nStatus: install ok installed\\n(?:.+\\n)*?Version: (?:\\d+:)?(\\d+)\\.`;
    const major = firstNumber(await listed, new RegExp(installed, 'm'));
    if (major !== undefined) return { name, major };
    const said = await Promise.all(programs.map(async (program) => firstNumber(await system.run(program, ['--version']), / (\d+)\./)));
    return { name, major: said.find((each) => each !== undefined) };
  });
}

export interface NetworkBasics {
  readonly isOpen: boolean;
  readonly addresses: readonly string[];
  readonly port: number;
  readonly hasHadGuests: boolean;
  /** Asks the address that others would use. */
  readonly reaches: (address: string, port: number) => Promise<boolean>;
}

const WINDOWS_FIREWALL =
  '$p = Get-NetFirewallProfile | Where-Object Enabled; $in = @($p | Where-Object { $_.DefaultInboundAction -ne "Allow" }).Count; ' +
  '$rule = @(Get-NetFirewallRule -Enabled True -Direction Inbound -Action Allow | Get-NetFirewallApplicationFilter | ' +
  'Where-Object { $_.Program -like "*node*" -or $_.Program -like "*guiji*" }).Count; "$in $rule"';

export async function networkFacts(system: SystemPort, basics: NetworkBasics): Promise<NetworkFact> {
  const { isOpen, addresses, port, hasHadGuests } = basics;
  const [address] = addresses;
  const known = { isOpen, addresses, port, hasHadGuests };
  if (!isOpen || address === undefined) return { ...known, firewall: 'unknown', isPublicNetwork: false, reachesItself: false };
  const [firewall, isPublicNetwork, reachesItself] = await Promise.all([
    firewallOf(system, port),
    isPublic(system),
    basics.reaches(address, port),
  ]);
  return { ...known, firewall, isPublicNetwork, reachesItself };
}

async function firewallOf(system: SystemPort, port: number): Promise<NetworkFact['firewall']> {
  if (system.system === 'windows') {
    const [, blocking, allowed] = /^(\d+) (\d+)/.exec((await powershell(system, WINDOWS_FIREWALL)) ?? '') ?? [];
    if (blocking === undefined) return 'unknown';
    return blocking === '0' || allowed !== '0' ? 'open' : 'blocks';
  }
  if (system.system === 'macos') {
    const told = await system.run('/usr/libexec/ApplicationFirewall/socketfilterfw', ['--getblockall']);
    if (told === undefined) return 'unknown';
    return /enabled|block all/i.test(told) && !/disabled/i.test(told) ? 'blocks' : 'open';
  }
  return await linuxFirewall(system, port);
}

/** ufw's own files, which everybody may read where its command wants root. */
async function linuxFirewall(system: SystemPort, port: number): Promise<NetworkFact['firewall']> {
  const ufw = await system.read('/etc/ufw/ufw.conf');
  if (ufw === undefined) return 'unknown';
  if (!/^ENABLED=yes/m.test(ufw)) return 'open';
  const rules = await system.read('/etc/ufw/user.rules');
  if (rules === undefined) return 'unknown';
  return new RegExp(`^### tuple ### allow (any|tcp) ${port} `, 'm').test(rules) ? 'open' : 'blocks';
}

async function isPublic(system: SystemPort): Promise<boolean> {
  if (system.system !== 'windows') return false;
  return /Public/.test((await powershell(system, '(Get-NetConnectionProfile).NetworkCategory')) ?? '');
}
