/**
 * Errors, and what of objects, Map, Set and JSON may call code of the program, in the student's own language. Layer: language. ECMA-262 §20.1, §20.5,
 * §24, §25.5. `guest_…` is what the VM calls in the middle of an instruction.
 */
export const OBJECT_TEXT = `
class Error {
  constructor(message?: any, options?: any) {
    Object.asError(this);
    if (message !== undefined) Object.hide(this, 'message', String(message));
    if (options !== undefined && 'cause' in options) Object.hide(this, 'cause', options.cause);
  }
  static {
    Object.hide(this.prototype, 'name', 'Error');
    Object.hide(this.prototype, 'message', '');
  }
}

class TypeError extends Error {
  static {
    Object.hide(this.prototype, 'name', 'TypeError');
    Object.hide(this.prototype, 'message', '');
  }
}

class RangeError extends Error {
  static {
    Object.hide(this.prototype, 'name', 'RangeError');
    Object.hide(this.prototype, 'message', '');
  }
}

class ReferenceError extends Error {
  static {
    Object.hide(this.prototype, 'name', 'ReferenceError');
    Object.hide(this.prototype, 'message', '');
  }
}

class SyntaxError extends Error {
  static {
    Object.hide(this.prototype, 'name', 'SyntaxError');
    Object.hide(this.prototype, 'message', '');
  }
}

// OrdinaryToPrimitive.
function guest_primitive(value: any, preferred: string): any {
  if (Array.isArray(value)) return guest_join(value, ',');
  for (const name of preferred === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
    if (typeof value[name] !== 'function') continue;
    const found = value[name]();
    if (found === null || (typeof found !== 'object' && typeof found !== 'function')) return found;
  }
  throw new TypeError('Cannot convert object to primitive value');
}

function guest_primitives(values: any[]): any[] {
  const made: any[] = [];
  for (const value of values) made.push(typeof value === 'object' && value !== null ? guest_primitive(value, 'string') : value);
  return made;
}

const guest_open: any[] = [];

function guest_join(xs: any[], separator: any): string {
  if (guest_open.includes(xs)) return '';
  guest_open.push(xs);
  try {
    let text = '';
    for (let i = 0; i < xs.length; i++) {
      if (i > 0) text += separator;
      const x = xs[i];
      if (x !== null && x !== undefined) text += String(x);
    }
    return text;
  } finally {
    guest_open.pop();
  }
}

function object_spread(target: any, source: any): any {
  for (const key of Object.keys(source)) Object.define(target, key, source[key]);
  return target;
}

function object_rest(source: any, taken: string[]): any {
  const made: any = {};
  for (const key of Object.keys(source)) if (!taken.includes(key)) Object.define(made, key, source[key]);
  return made;
}

function Object_values(object: any): any[] {
  const made: any[] = [];
  for (const key of Object.keys(object)) if (Object.hasOwn(object, key)) made.push(object[key]);
  return made;
}

function Object_entries(object: any): any[] {
  const made: any[] = [];
  for (const key of Object.keys(object)) if (Object.hasOwn(object, key)) made.push([key, object[key]]);
  return made;
}

function Object_assign(target: any, ...sources: any[]): any {
  for (const source of sources) {
    if (source === null || source === undefined) continue;
    for (const key of Object.keys(source)) target[key] = source[key];
  }
  return target;
}

function Object_fromEntries(entries: any): any {
  const made: any = {};
  for (const entry of entries) Object.define(made, entry[0], entry[1]);
  return made;
}

function map_forEach(map: any, visit: any): void {
  if (typeof visit !== 'function') array_refuse(visit);
  for (const [key, value] of map) visit(value, key, map);
}

function set_forEach(set: any, visit: any): void {
  if (typeof visit !== 'function') array_refuse(visit);
  for (const value of set) visit(value, value, set);
}

function JSON_parse(text: any, reviver?: any): any {
  const value = JSON.read(text);
  return typeof reviver === 'function' ? json_revive({ '': value }, '', reviver) : value;
}

function json_revive(holder: any, key: string, reviver: any): any {
  const value = holder[key];
  if (typeof value === 'object' && value !== null) {
    for (const name of Object.keys(value)) {
      const revived = json_revive(value, name, reviver);
      if (revived === undefined) delete value[name];
      else value[name] = revived;
    }
  }
  return reviver(key, value);
}

function JSON_stringify(value: any, replacer?: any, space?: any): any {
  let indent = '';
  if (typeof space === 'number') indent = ' '.repeat(Math.min(10, Math.max(0, Math.trunc(space))));
  else if (typeof space === 'string') indent = space.slice(0, 10);
  let names: any = undefined;
  if (Array.isArray(replacer)) {
    names = [];
    for (const name of replacer) if (!names.includes(String(name))) names.push(String(name));
  }
  return json_text('', value, typeof replacer === 'function' ? replacer : undefined, names, indent, '', []);
}

function json_text(key: string, given: any, visit: any, names: any, indent: string, before: string, open: any[]): any {
  let value = given;
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.toJSON === 'function') value = value.toJSON(key);
  if (visit) value = visit(key, value);
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.quote(value);
  if (typeof value === 'number') return isFinite(value) ? String(value) : 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return undefined;
  if (open.includes(value)) throw new TypeError('Converting circular structure to JSON');
  open.push(value);
  const inner = before + indent;
  const parts: string[] = [];
  const isList = Array.isArray(value);
  if (isList) {
    for (let i = 0; i < value.length; i++) parts.push(json_text(String(i), value[i], visit, names, indent, inner, open) ?? 'null');
  } else {
    for (const name of names ?? Object.keys(value)) {
      const text = json_text(name, value[name], visit, names, indent, inner, open);
      if (text !== undefined) parts.push(JSON.quote(name) + (indent === '' ? ':' : ': ') + text);
    }
  }
  open.pop();
  const left = isList ? '[' : '{';
  const right = isList ? ']' : '}';
  if (parts.length === 0) return left + right;
  if (indent === '') return left + parts.join(',') + right;
  return left + '\\n' + inner + parts.join(',\\n' + inner) + '\\n' + before + right;
}
`;
