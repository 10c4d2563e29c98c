/** Blockly's theme from the page's tokens. Layer: web/adapters/blockly. Colours are read when the theme is made: make it again when the page's theme changes. */
import * as Blockly from 'blockly/core';
import type { BlockStyleName } from '../../../core/language/blocks/block-definitions.ts';
import { BLOCK_COLORS } from './block-colors.ts';
import { readTokens } from '../../ui/read-tokens.ts';

const CODE_COLOR = '#4a5160';

/** Mixes two `#rrggbb`; `share` of the second. */
function mix(a: string, b: string, share: number): string {
  const channel = (at: number) => {
    const [from, to] = [parseInt(a.slice(at, at + 2), 16), parseInt(b.slice(at, at + 2), 16)];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

function blockStyle(color: string, hat = ''): { colourPrimary: string; colourSecondary: string; colourTertiary: string; hat: string } {
  return { colourPrimary: color, colourSecondary: mix(color, '#ffffff', 0.22), colourTertiary: mix(color, '#14171d', 0.28), hat };
}

const HEX = /^#[0-9a-f]{6}$/i;

export function blockTheme(dark: boolean): Blockly.Theme {
  const names = Object.keys(BLOCK_COLORS) as (keyof typeof BLOCK_COLORS)[];
  const tokens = readTokens(names.map((name) => `block-${name}` as const));
  const ground = readTokens(['paper', 'surface', 'sunken', 'ink', 'line', 'muted', 'focus']);
  const colors: Record<BlockStyleName, string> = { ...BLOCK_COLORS, code: CODE_COLOR };
  for (const name of names) if (HEX.test(tokens[`block-${name}`])) colors[name] = tokens[`block-${name}`];
  const entries = Object.entries(colors);
  const theme = new Blockly.Theme(
    dark ? 'guiji-dark' : 'guiji-light',
    Object.fromEntries(entries.map(([name, color]) => [name, blockStyle(color)])),
    Object.fromEntries(entries.map(([name, colour]) => [name, { colour }])),
    {
      workspaceBackgroundColour: ground.paper || (dark ? '#14171d' : '#fbf8f3'),
      toolboxBackgroundColour: ground.surface || (dark ? '#1c2129' : '#ffffff'),
      toolboxForegroundColour: ground.ink || (dark ? '#ece8e1' : '#1f2430'),
      flyoutBackgroundColour: ground.sunken || (dark ? '#0f1217' : '#f3eee5'),
      flyoutForegroundColour: ground.muted || '#667085',
      flyoutOpacity: 1,
      scrollbarColour: ground.muted || '#667085',
      scrollbarOpacity: 0.45,
      insertionMarkerColour: ground.ink || (dark ? '#ece8e1' : '#1f2430'),
      insertionMarkerOpacity: 0.3,
      selectedGlowColour: ground.focus || '#1d4ed8',
    },
  );
  theme.setFontStyle({ family: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif', weight: '600', size: 12 });
  theme.setStartHats(true);
  return theme;
}
