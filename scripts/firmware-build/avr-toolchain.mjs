// Debian's avr-gcc, called so that the same sources give the same bytes, wherever they stand.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, basename, join } from 'node:path';

const PACKAGES = 'gcc-avr avr-libc binutils-avr arduino-core-avr';

/** Ends of paths in `args` are relative to `cwd`: no path of this machine may land in an image. */
export function run(tool, args, cwd) {
  const done = spawnSync(tool, args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', SOURCE_DATE_EPOCH: '0' } });
  if (done.error) throw new Error(`${tool} cannot be started: apt-get install ${PACKAGES}`);
  if (done.status !== 0) throw new Error(`${tool} ${args.join(' ')}\n${done.stderr}`);
  return done.stdout;
}

export function compilerVersion(cwd) {
  return run('avr-gcc', ['-dumpversion'], cwd).trim();
}

/** Files of a folder below `build`, in the same order everywhere. */
export function sourcesIn(folder, build, wanted = /\.(c|cpp|S)$/) {
  return readdirSync(join(build, folder))
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** @param flags of C (`c`) and C++ (`cxx`); gives the object's name. */
export function compile(source, build, flags, extra = []) {
  const object = `${source.replaceAll('/', '_')}.o`;
  const assembler = extname(source) === '.S';
  const [tool, own] = /\.(c|S)$/.test(source) ? ['avr-gcc', flags.c] : ['avr-g++', flags.cxx];
  // A seed of its own for each file: LTO names private symbols at random otherwise.
  const named = ['-c', ...own, `-frandom-seed=${basename(source)}`];
  run(tool, [...named, ...(assembler ? ['-x', 'assembler-with-cpp'] : extra), source, '-o', object], build);
  return object;
}

export function intelHex(elf, sections, build) {
  run('avr-objcopy', ['-O', 'ihex', ...sections, elf, `${elf}.hex`], build);
  return readFileSync(join(build, `${elf}.hex`), 'latin1').replaceAll('\r\n', '\n');
}

/** Bytes of flash and of RAM (stack not counted) that an image takes. */
export function sizeOf(elf, build) {
  const [text, data, bss] = run('avr-size', [elf], build).trim().split('\n')[1].trim().split(/\s+/).map(Number);
  return { flashBytes: text + data, ramBytes: data + bss };
}
