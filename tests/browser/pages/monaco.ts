/** A page with nothing but the text editor and its language worker, for browser tests. `?lang=en&dark` choose how it looks. */
import { sentence } from '../../../core/words/sentence.ts';
import type { Diagnostic } from '../../../core/language/source.ts';
import { startLanguageService } from '../../../web/adapters/language/start-language-service.ts';
import type { LanguageService } from '../../../web/adapters/language/language-service.ts';
import type { TextView } from '../../../web/adapters/monaco/text-view.ts';

declare global {
  interface Window {
    text: {
      readonly view: TextView;
      readonly service: LanguageService;
      readonly changes: string[];
      readonly checks: { readonly text: string; readonly diagnostics: readonly Diagnostic[]; readonly tookMs: number }[];
    };
  }
}

const PROFILE_ID = 'uno-line-car';
const query = new URLSearchParams(location.search);
if (query.has('dark')) document.documentElement.dataset['theme'] = 'dark';
const language = query.get('lang') === 'en' ? 'en' : 'zh-CN';
document.documentElement.lang = language;

const service = startLanguageService();
const { mountText } = await import('../../../web/adapters/monaco/mount-text.ts');
const changes: string[] = [];
const checks: Window['text']['checks'] = [];

async function check(text: string): Promise<void> {
  const startedMs = performance.now();
  const diagnostics = await service.check([{ path: 'main.ts', text }], { profileId: PROFILE_ID });
  if (text !== changes.at(-1)) return;
  view.markProblems(
    diagnostics.map(({ code, params, fallbackText, start, end, severity, fix }) => ({
      path: 'main.ts',
      start,
      end,
      severity,
      sentence: sentence(code, params, language) ?? fallbackText ?? code,
      ...(fix && { fix: { label: sentence(fix.code, fix.params, language) ?? fix.code, edits: fix.edits } }),
    })),
  );
  checks.push({ text, diagnostics, tookMs: performance.now() - startedMs });
}

const view = mountText(document.getElementById('editor')!, {
  language,
  dark: query.has('dark'),
  languageService: service,
  files: [{ path: 'main.ts', text: query.get('text') ?? '' }],
  open: 'main.ts',
  breakpointLabel: () => 'breakpoint',
  onToggleBreakpoint: () => {},
  onOpen: () => {},
  onChange: (_path, text) => {
    changes.push(text);
    void check(text);
  },
});
await service.ready;
window.text = { view, service, changes, checks };
