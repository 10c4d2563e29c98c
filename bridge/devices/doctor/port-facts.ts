/** Who holds a serial port, and who may. Layer: bridge/devices. */
import type { PortFact } from '../../../core/device/doctor/doctor-facts.ts';
import type { SystemPort } from './system-port.ts';

interface KnownPort {
  readonly port: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly isOurs: boolean;
}

const PROCESSES_MAX = 4096;
const DESCRIPTORS_MAX = 1024;

export async function portFacts(system: SystemPort, ports: readonly KnownPort[], ownPid: number): Promise<readonly PortFact[]> {
  const holders = await holdersOf(
    system,
    ports.map(({ port }) => port),
    ownPid,
  );
  return await Promise.all(
    ports.map(async ({ port, vendorId, productId, isOurs }): Promise<PortFact> => {
      const mayOpen = await system.mayOpen(port);
      const group = mayOpen || system.system !== 'linux' ? undefined : await groupName(system, port);
      return {
        ...{ port, isOurs, mayOpen, heldBy: holders.get(port) ?? [] },
        ...(vendorId === undefined ? {} : { vendorId }),
        ...(productId === undefined ? {} : { productId }),
        ...(group === undefined ? {} : { group }),
      };
    }),
  );
}

/** Programs by port. Windows does not tell without tools of its own. */
async function holdersOf(system: SystemPort, ports: readonly string[], ownPid: number): Promise<ReadonlyMap<string, readonly string[]>> {
  if (ports.length === 0 || system.system === 'windows') return new Map();
  return system.system === 'linux' ? await linuxHolders(system, ports, ownPid) : await macHolders(system, ports, ownPid);
}

/** /proc: each open file of each process that we may look into. */
async function linuxHolders(system: SystemPort, ports: readonly string[], ownPid: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const holders = new Map<string, string[]>();
  const processes = ((await system.list('/proc')) ?? []).filter((name) => /^\d+$/.test(name) && name !== String(ownPid));
  for (const pid of processes.slice(0, PROCESSES_MAX)) {
    const descriptors = (await system.list(`/proc/${pid}/fd`)) ?? [];
    const opened = await Promise.all(descriptors.slice(0, DESCRIPTORS_MAX).map((fd) => system.link(`/proc/${pid}/fd/${fd}`)));
    for (const port of ports) {
      if (!opened.includes(port)) continue;
      const name = (await system.read(`/proc/${pid}/comm`))?.trim() ?? pid;
      holders.set(port, [...(holders.get(port) ?? []), name]);
    }
  }
  return holders;
}

/** `lsof -F`: a line of letter and value each; p: process, c: command, n: file. */
async function macHolders(system: SystemPort, ports: readonly string[], ownPid: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const holders = new Map<string, string[]>();
  const told = await system.run('/usr/sbin/lsof', ['-Fpcn', ...ports]);
  let pid = '';
  let command = '';
  for (const line of told?.split('\n') ?? []) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = value;
    else if (line.startsWith('c')) command = value;
    else if (line.startsWith('n') && pid !== String(ownPid)) holders.set(value, [...(holders.get(value) ?? []), command]);
  }
  return holders;
}

async function groupName(system: SystemPort, port: string): Promise<string | undefined> {
  const id = await system.groupId(port);
  if (id === undefined) return undefined;
  const line = (await system.read('/etc/group'))?.split('\n').find((each) => each.split(':')[2] === String(id));
  // Root's own group is nobody's to join.
  const name = line?.split(':')[0];
  return name === 'root' ? undefined : name;
}
