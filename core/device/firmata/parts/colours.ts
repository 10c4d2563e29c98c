/** Colours by name or `#rrggbb`, as students write them. Layer: device. */

/** Red, green, blue: 0 … 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

export const OFF: Rgb = [0, 0, 0];

const BY_NAME: Readonly<Record<string, Rgb>> = {
  ...{ off: OFF, black: OFF, red: [255, 0, 0], orange: [255, 96, 0], yellow: [255, 200, 0], green: [0, 255, 0], cyan: [0, 255, 255] },
  ...{ blue: [0, 0, 255], purple: [160, 0, 255], pink: [255, 80, 140], white: [255, 255, 255] },
};

/** What is no colour shines white: a lamp that stays dark would hide the mistake. */
export function rgbOf(text: string): Rgb {
  const colour = text.trim().toLowerCase();
  const named = Object.hasOwn(BY_NAME, colour) ? BY_NAME[colour] : undefined;
  if (named !== undefined) return named;
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(colour);
  return hex === null ? [255, 255, 255] : [hexByte(hex[1]!), hexByte(hex[2]!), hexByte(hex[3]!)];
}

function hexByte(text: string): number {
  return Number.parseInt(text, 16);
}
