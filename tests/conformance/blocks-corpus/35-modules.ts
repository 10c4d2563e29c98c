import { turn, type Side as Seite } from './turns';
import * as tools from './tools.ts';
import start from "./start"; // 第三个

export function drive(speed: number = 5, ...rest: number[]): void {
  function inner(a?: number) { // 里面的函数
    return a ?? speed;
  }
  const named = function again(n: number): number { return n > 0 ? again(n - 1) : 0; };
  const plain = function () { return 1; };
  const same = <T,>(value: T): T => value;
  tools.go<number>(inner(rest.length), named(2), plain(), same<string>('a'));
}

export { turn };
export default drive;
function overloaded(a: number): number;
function overloaded(a: any) { return a; }
declare const outside: number;
list<number>(1);
