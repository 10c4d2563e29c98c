/**
 * Loads Monaco, with its own words in Chinese first where the page speaks Chinese. Layer: web/adapters/monaco.
 * Why first: Monaco reads its words while its modules load, so they keep the language of that moment until the page is loaded anew.
 */
import type { MountText } from './text-view.ts';

if (document.documentElement.lang.startsWith('zh')) await import('monaco-editor/nls/lang/zh-cn.js');
const { mountTextEditor } = await import('./text-editor.ts');

export const mountText: MountText = mountTextEditor;
