/** Monaco's questions to our language worker. Layer: web/adapters/monaco. */
import { sentence } from '../../../core/words/sentence.ts';
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
  /** Of offsets as marks have them: into the text as its owner knows it. */
  readonly markRange: (start: number, end: number) => IRange;
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

function definition({ service }: ProviderContext): languages.DefinitionProvider {
  return {
    async provideDefinition(model, position) {
      const found = await service.definition(model.getValue(), model.getOffsetAt(position));
      return found && { uri: model.uri, range: rangeOf(model, found.start, found.end) };
    },
  };
}

function renaming({ service, language }: ProviderContext): languages.RenameProvider {
  return {
    async resolveRenameLocation(model, position) {
      const found = await service.renamable(model.getValue(), model.getOffsetAt(position));
      if (!found)
        return { range: Range.fromPositions(position), text: '', rejectReason: sentence('rename.not-yours', {}, language()) ?? '' };
      const range = rangeOf(model, found.start, found.end);
      return { range, text: model.getValueInRange(range) };
    },
    async provideRenameEdits(model, position, newName) {
      const found = await service.rename(model.getValue(), model.getOffsetAt(position), newName);
      if (!found.ok) return { edits: [], rejectReason: sentence(found.fault.code, found.fault.params, language()) ?? found.fault.code };
      const edits = found.edits.map(({ start, end, newText }) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: rangeOf(model, start, end), text: newText },
      }));
      return { edits };
    },
  };
}

function quickFixes({ marks, markRange }: ProviderContext): languages.CodeActionProvider {
  return {
    provideCodeActions(model, range) {
      const actions = marks()
        .filter((mark) => mark.fix && Range.areIntersectingOrTouching(markRange(mark.start, mark.end), range))
        .map(({ fix }) => ({
          title: fix!.label,
          kind: 'quickfix',
          isPreferred: true,
          edit: {
            edits: fix!.edits.map(({ start, end, newText }) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: { range: markRange(start, end), text: newText },
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
    languages.registerDefinitionProvider(LANGUAGE_ID, definition(context)),
    languages.registerRenameProvider(LANGUAGE_ID, renaming(context)),
    languages.registerCodeActionProvider(LANGUAGE_ID, quickFixes(context), { providedCodeActionKinds: ['quickfix'] }),
  ];
  return { dispose: () => registered.forEach((one) => one.dispose()) };
}
