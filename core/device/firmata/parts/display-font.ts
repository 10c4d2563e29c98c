/**
 * Letters for a small display: five columns a character, the lowest bit of each at the top, seven rows. Layer: device.
 * Small letters look like capitals. Chinese needs a font of many thousand characters, which no board brings; a box stands for what is not here.
 */

export const GLYPH_COLUMNS = 5;

/** Two hexadecimal digits a column. */
const GLYPHS: Readonly<Record<string, string>> = {
  ...{ 0: '3e5149453e', 1: '00427f4000', 2: '6251494946', 3: '2141494d33', 4: '1814127f10', 5: '2745454539' },
  ...{ 6: '3c4a494930', 7: '0161190503', 8: '3649494936', 9: '064949291e', A: '7e0909097e', B: '7f49494936' },
  ...{ C: '3e41414122', D: '7f4141221c', E: '7f49494941', F: '7f09090901', G: '3e4149497a', H: '7f0808087f' },
  ...{ I: '00417f4100', J: '2040413f01', K: '7f08142241', L: '7f40404040', M: '7f020c027f', N: '7f0204087f' },
  ...{ O: '3e4141413e', P: '7f09090906', Q: '3e4151215e', R: '7f09192946', S: '4649494931', T: '01017f0101' },
  ...{ U: '3f4040403f', V: '1f2040201f', W: '7f2018207f', X: '6314081463', Y: '0304780403', Z: '6151494543' },
  ...{ '!': '00005f0000', '"': '0003000300', '#': '147f147f14', '%': '6313086463', '&': '3649552250', "'": '0000030000' },
  ...{ '(': '001c224100', ')': '0041221c00', '*': '14083e0814', '+': '08083e0808', ',': '0040301000', '-': '0808080808' },
  ...{ '.': '0060600000', '/': '2010080402', ':': '0036360000', ';': '0056360000', '<': '0814224100', '=': '1414141414' },
  ...{ '>': '0041221408', '?': '0201510906', '[': '007f414100', ']': '0041417f00', _: '4040404040', '°': '0609090600' },
  ...{ '→': '08082a1c08', '←': '081c2a0808', '↑': '04027f0204', '↓': '10207f2010', ' ': '0000000000' },
};
const BOX = '7f4141417f';

/** Five columns from left to right. */
export function glyphOf(character: string): Uint8Array {
  const key = character.toUpperCase();
  const glyph = Object.hasOwn(GLYPHS, key) ? GLYPHS[key]! : BOX;
  return Uint8Array.from({ length: GLYPH_COLUMNS }, (_, column) => Number.parseInt(glyph.slice(2 * column, 2 * column + 2), 16));
}

const CHARACTERS = new Map(Object.entries(GLYPHS).map(([character, glyph]) => [glyph, character]));

/** The character that these columns show; a box for what is none. */
export function characterOf(columns: Uint8Array): string {
  const glyph = Array.from(columns, (column) => column.toString(16).padStart(2, '0')).join('');
  return CHARACTERS.get(glyph) ?? '□';
}
