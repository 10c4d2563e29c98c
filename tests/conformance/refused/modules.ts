//# a file that is not there
//! ts.2307 1:19
import { a } from './nowhere';
log(a);

//# a name that the file does not export
//! ts.2459 1:10
import { hidden } from './lib';
log(hidden);
//@ lib.ts
const hidden = 1;
export const seen = hidden;

//# a name that is nowhere in the file
//! ts.2305 1:10
import { gone } from './lib';
log(gone);
//@ lib.ts
export const seen = 1;

//# a package
//! ts.2591 1:16
import fs from 'fs';
log(fs);

//# assigning to an import
//! ts.2632 2:1
import { n } from './lib';
n = 2;
//@ lib.ts
export let n = 1;

//# a module as a value
//! language.not-in-subset 2:5
import * as lib from './lib';
log(lib);
//@ lib.ts
export const a = 1;

//# two of one name
//! ts.2300 1:10
//! ts.2300 2:10
import { a } from './one';
import { a } from './two';
log(a);
//@ one.ts
export const a = 1;
//@ two.ts
export const a = 2;

//# a fault in the other file is told there
//! ts.2322 lib.ts:1:14
import { a } from './lib';
log(a);
//@ lib.ts
export const a: number = 'x';
