/**
 * The string methods that call back, in the student's own language. Layer: language. ECMA-262 §22.1.3.19 and §22.1.3.20, for strings only.
 * `string_replace(s, 'a', f)` stands for `s.replace('a', f)`.
 */
export const STRING_TEXT = `
type Replacement = string | ((found: string, at: number, text: string) => unknown);

// What $$, $&, $' and the like mean in a replacement.
function string_expand(pattern: string, found: string, at: number, text: string): string {
  let made = '';
  let from = 0;
  for (let next = pattern.indexOf('$'); next >= 0; next = pattern.indexOf('$', from)) {
    const sign = pattern[next + 1];
    made += pattern.slice(from, next);
    if (sign === '$') made += '$';
    else if (sign === '&') made += found;
    else if (sign === '\\x60') made += text.slice(0, at);
    else if (sign === "'") made += text.slice(at + found.length);
    else {
      made += '$';
      from = next + 1;
      continue;
    }
    from = next + 2;
  }
  return made + pattern.slice(from);
}

function string_replacement(by: Replacement, found: string, at: number, text: string): string {
  return typeof by === 'function' ? String(by(found, at, text)) : string_expand(by, found, at, text);
}

function string_replace(receiver: string, what: string, by: Replacement): string {
  const text = receiver.toString();
  const sought = String(what);
  const how = typeof by === 'function' ? by : String(by);
  const at = text.indexOf(sought);
  if (at < 0) return text;
  return text.slice(0, at) + string_replacement(how, sought, at, text) + text.slice(at + sought.length);
}

function string_replaceAll(receiver: string, what: string, by: Replacement): string {
  const text = receiver.toString();
  const sought = String(what);
  const how = typeof by === 'function' ? by : String(by);
  const step = sought.length > 0 ? sought.length : 1;
  const places: number[] = [];
  for (let at = text.indexOf(sought); at >= 0; at = at + step > text.length ? -1 : text.indexOf(sought, at + step)) places.push(at);
  let made = '';
  let from = 0;
  for (const at of places) {
    made += text.slice(from, at) + string_replacement(how, sought, at, text);
    from = at + sought.length;
  }
  return made + text.slice(from);
}

// Calls with spread arguments.

function String_fromCharCodes(units: number[]): string {
  let text = '';
  for (const unit of units) text += String.fromCharCode(unit);
  return text;
}

function String_fromCodePoints(points: number[]): string {
  let text = '';
  for (const point of points) text += String.fromCodePoint(point);
  return text;
}
`;
