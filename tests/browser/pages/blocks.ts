/** A page with nothing but the block editor, for browser tests of web/adapters/blockly. `?lang=en&dark` choose how it looks. */
import { textToBlocks } from '../../../core/language/blocks/text-to-blocks.ts';
import type { BlocksLayout } from '../../../core/language/blocks/blocks-document.ts';
import { parseRobotProfile } from '../../../core/robot/profile.ts';
import profileJson from '../../../firmware-profiles/uno-line-car/profile.json';
import { mountBlocks } from '../../../web/adapters/blockly/mount-blocks.ts';
import type { BlocksView } from '../../../web/adapters/blockly/blocks-view.ts';

declare global {
  interface Window {
    blocks: {
      readonly view: BlocksView;
      readonly changes: { readonly text: string; readonly layout: BlocksLayout }[];
      loadText(text: string, layout?: BlocksLayout): void;
    };
  }
}

const query = new URLSearchParams(location.search);
if (query.has('dark')) document.documentElement.dataset.theme = 'dark';
const profile = parseRobotProfile(profileJson);
if (!profile.ok) throw new Error('the profile does not parse');

const changes: { text: string; layout: BlocksLayout }[] = [];
const view = mountBlocks(document.getElementById('blocks')!, {
  language: query.get('lang') === 'en' ? 'en' : 'zh-CN',
  dark: query.has('dark'),
  profile: profile.value,
  onChange: ({ text, layout }) => changes.push({ text, layout }),
});

window.blocks = {
  view,
  changes,
  loadText: (text, layout) => view.load(textToBlocks(text, layout), layout),
};
