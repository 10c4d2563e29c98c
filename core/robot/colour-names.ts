/** What a colour sensor calls what it sees, by the hue: light and shade change it little. Layer: robot. The same in the simulator and on a board. */

/** sRGB, as screens have it: shares of white, 0 … 1 each. */
export type SeenColour = readonly [red: number, green: number, blue: number];

/** Darker than this everywhere: black. */
const BLACK_SHARE = 0.25;
/** Less colourful than this: white. */
const GREY_SATURATION = 0.25;

/** Upper end of each hue, degrees. */
const HUES: readonly (readonly [number, string])[] = [
  [18, 'red'],
  [42, 'orange'],
  [75, 'yellow'],
  [170, 'green'],
  [255, 'blue'],
  [325, 'purple'],
  [361, 'red'],
];

export function colourNameOf([red, green, blue]: SeenColour): string {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most < BLACK_SHARE) return 'black';
  const span = most - least;
  if (span / most < GREY_SATURATION) return 'white';
  let hue: number;
  if (most === red) hue = ((green - blue) / span) * 60;
  else if (most === green) hue = 120 + ((blue - red) / span) * 60;
  else hue = 240 + ((red - green) / span) * 60;
  if (hue < 0) hue += 360;
  return HUES.find(([end]) => hue < end)![1];
}
