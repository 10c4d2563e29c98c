/** Vite: the document asks for the block editor at once, together with the page that will mount it: nothing on the page takes longer. */
import type { HtmlTagDescriptor, Plugin } from 'vite';

const EDITOR = /\/web\/adapters\/blockly\/mount-blocks\.ts$/;

const ahead = (file: string, kind: Readonly<Record<string, string>>): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: { ...kind, crossorigin: '', href: `./${file}` },
  injectTo: 'head',
});

export function blocksAhead(): Plugin {
  return {
    name: 'blocks-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const editor = Object.values(bundle).find((output) => output.type === 'chunk' && EDITOR.test(output.facadeModuleId ?? ''));
        if (editor?.type !== 'chunk') return [];
        const styles = [...(editor.viteMetadata?.importedCss ?? [])];
        const scripts = [editor.fileName, ...editor.imports].filter((file) => !html.includes(file));
        return [
          ...scripts.map((file) => ahead(file, { rel: 'modulepreload' })),
          ...styles.map((file) => ahead(file, { rel: 'preload', as: 'style' })),
        ];
      },
    },
  };
}
