/** Monaco's questions to our language worker. Layer: web/adapters/monaco. */
import type { Language } from '../../../core/words/words.ts';
import type { CompletionItem, LanguageService } from '../language/language-service.ts';
import { languages, Range, type editor, type IDisposable, type IRange } from './monaco-parts.ts';
import type { TextMark } from './text-view.ts';

const LANGUAGE_ID = 'typescript';

export interface ProviderContext {
  readonly service: LanguageService;
  readonly profileId: string;
  readonly language: () => Language;
  readonly marks: () => readonly TextMark[];
}

const KINDS: { readonly [K in CompletionItem['kind']]: languages.CompletionItemKind } = {
  function: languages.CompletionItemKind.Function,
  variable: languages.CompletionItemKind.Variable,
  property: languages.CompletionItemKind.Property,
  keyword: languages.CompletionItemKind.Keyword,
  class: languages.CompletionItemKind.Module,
  constant: languages.CompletionItemKind.Constant,
};

function rangeOf(model: editor.ITextModel, start: number, end: number): IRange {
  return Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

function completion({ service, profileId, language }: ProviderContext): languages.CompletionItemProvider {
  return {
    triggerCharacters: ['.'],
    async provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const range = new Range(position.lineNumber, word.startColumn, position.lineNumber, position.column);
      const found = await service.complete(model.getValue(), model.getOffsetAt(position), profileId, language());
      const suggestions = found.map((item, index) => ({
        label: item.label,
        kind: KINDS[item.kind],
        insertText: item.insertText,
        insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
        sortText: String(index).padStart(4, '0'),
        range,
        // The cursor lands between the parentheses: say what goes there.
        ...(item.insertText.endsWith('($0)') && { command: { id: 'editor.action.triggerParameterHints', title: '' } }),
        ...(item.detail !== undefined && { detail: item.detail }),
        ...(item.documentation !== undefined && { documentation: { value: item.documentation } }),
      }));
      return { suggestions };
    },
  };
}

function hover({ service, profileId, language }: ProviderContext): languages.HoverProvider {
  return {
    async provideHover(model, position) {
      const found = await service.hover(model.getValue(), model.getOffsetAt(position), profileId, language());
      return found && { range: rangeOf(model, found.start, found.end), contents: [{ value: found.text }] };
    },
  };
}

function signature({ service, profileId, language }: ProviderContext): languages.SignatureHelpProvider {
  return {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    async provideSignatureHelp(model, position) {
      const found = await service.signature(model.getValue(), model.getOffsetAt(position), profileId, language());
      if (!found) return undefined;
      const parameters = found.parameters.map(({ label, documentation }) => ({ label, documentation }));
      const signatures = [{ label: found.label, documentation: found.documentation, parameters }];
      return { value: { signatures, activeSignature: 0, activeParameter: found.activeParameter }, dispose: () => {} };
    },
  };
}

function formatting({ service }: ProviderContext): languages.DocumentFormattingEditProvider {
  return {
    async provideDocumentFormattingEdits(model) {
      const edits = await service.format(model.getValue());
      return edits.map(({ start, end, newText }) => ({ range: rangeOf(model, start, end), text: newText }));
    },
  };
}

function quickFixes({ marks }: ProviderContext): languages.CodeActionProvider {
  return {
    provideCodeActions(model, range) {
      const at = { start: model.getOffsetAt(range.getStartPosition()), end: model.getOffsetAt(range.getEndPosition()) };
      const actions = marks()
        .filter((mark) => mark.fix && mark.start <= at.end && at.start <= mark.end)
        .map(({ fix }) => ({
          title: fix!.label,
          kind: 'quickfix',
          isPreferred: true,
          edit: {
            edits: fix!.edits.map(({ start, end, newText }) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: { range: rangeOf(model, start, end), text: newText },
            })),
          },
        }));
      return { actions, dispose: () => {} };
    },
  };
}

export function registerProviders(context: ProviderContext): IDisposable {
  const registered = [
    languages.registerCompletionItemProvider(LANGUAGE_ID, completion(context)),
    languages.registerHoverProvider(LANGUAGE_ID, hover(context)),
    languages.registerSignatureHelpProvider(LANGUAGE_ID, signature(context)),
    languages.registerDocumentFormattingEditProvider(LANGUAGE_ID, formatting(context)),
    languages.registerCodeActionProvider(LANGUAGE_ID, quickFixes(context)),
  ];
  return { dispose: () => registered.forEach((one) => one.dispose()) };
}
