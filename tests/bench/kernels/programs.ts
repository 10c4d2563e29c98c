/**
 * The five kernels: what they do, in the student's language. Each logs a checksum of its result, which every engine must agree on.
 * scratch-programs.ts holds the same algorithms as Scratch blocks.
 */

export interface Kernel {
  readonly name: 'empty loop' | 'sieve' | 'PID step' | 'fib' | 'sort';
  readonly what: string;
  readonly source: string;
}

const EMPTY_LOOP = `
function main(): number {
  let i = 0;
  while (i < 1000000) i++;
  return i;
}
log(main());
`;

const SIEVE = `
const flags: number[] = [];
function main(): number {
  for (let i = 0; i <= 10000; i++) flags.push(1);
  let count = 0;
  for (let i = 2; i <= 10000; i++) {
    if (flags[i] === 1) {
      count++;
      let j = i + i;
      while (j <= 10000) {
        flags[j] = 0;
        j = j + i;
      }
    }
  }
  return count;
}
log(main());
`;

const PID = `
function main(): number {
  let integral = 0;
  let last = 0;
  let s = 300;
  let sum = 0;
  let i = 0;
  while (i < 20000) {
    const error = (s - 512.5) * 0.001953125;
    integral = integral + error * 0.01;
    if (integral > 1.5) integral = 1.5;
    if (integral < -1.5) integral = -1.5;
    const d = (error - last) / 0.01;
    last = error;
    const out = 40.5 * error + 5.5 * integral + 0.75 * d;
    let l = 100.5 + out;
    let r = 100.5 - out;
    if (l > 255.5) l = 255.5;
    if (l < 0.5) l = 0.5;
    if (r > 255.5) r = 255.5;
    if (r < 0.5) r = 0.5;
    s = s + (r - l) * 0.05;
    sum = sum * 0.99 + l;
    i++;
  }
  return sum;
}
log(main());
`;

const FIB = `
function fib(n: number): number {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
log(fib(20));
`;

const SORT = `
const a: number[] = [];
function main(): number {
  let seed = 12345;
  for (let i = 0; i < 500; i++) {
    seed = (seed * 75 + 74) % 65537;
    a.push(seed);
  }
  for (let i = 1; i < 500; i++) {
    const v = a[i];
    let j = i - 1;
    while (j >= 0 && a[j] > v) {
      a[j + 1] = a[j];
      j = j - 1;
    }
    a[j + 1] = v;
  }
  return a[0] + a[250] * 2 + a[499];
}
log(main());
`;

export const KERNELS: readonly Kernel[] = [
  { name: 'empty loop', what: '1,000,000 passes', source: EMPTY_LOOP },
  { name: 'sieve', what: 'primes up to 10,000', source: SIEVE },
  { name: 'PID step', what: '20,000 steps', source: PID },
  { name: 'fib', what: 'fib(20), recursive', source: FIB },
  { name: 'sort', what: '500 numbers by insertion', source: SORT },
];
