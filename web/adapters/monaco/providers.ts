/** Monaco's questions to our language worker. Layer: web/adapters/monaco. */
import type { ProgramSource, SourceOffset } from '../../../core/language/source.ts';
import { sentence } from '../../../core/words/sentence.ts';
import type { Language } from '../../../core/words/words.ts';
import type { CompletionItem, LanguageService } from '../language/language-service.ts';
import { languages, Range, type editor, type IDisposable, type IRange, type Position } from './monaco-parts.ts';
import type { TextFiles } from './text-files.ts';
import type { TextMark } from './text-view.ts';

const LANGUAGE_ID = 'typescript';

export interface ProviderContext {
  readonly service: LanguageService;
  readonly files: TextFiles;
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

/** The whole program and the cursor in it, as the language worker is asked. */
function askedAt(files: TextFiles, model: editor.ITextModel, position: Position): readonly [ProgramSource, SourceOffset] {
  const { source, file } = files.sourceFor(model);
  return [source, { file, offset: model.getOffsetAt(position) }];
}

function rangeOf(model: editor.ITextModel, start: number, end: number): IRange {
  return Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

function completion({ service, files, language }: ProviderContext): languages.CompletionItemProvider {
  return {
    triggerCharacters: ['.', '/'],
    async provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const range = new Range(position.lineNumber, word.startColumn, position.lineNumber, position.column);
      const found = await service.complete(...askedAt(files, model, position), language());
      const suggestions = found.map((item, index) => ({
        label: item.label,
        kind: KINDS[item.kind],
        insertText: item.insertText,
        insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
        sortText: String(index).padStart(4, '0'),
        range: item.replaces === undefined ? range : rangeOf(model, item.replaces.start, item.replaces.end),
        // The cursor lands between the parentheses: say what goes there.
        ...(item.insertText.endsWith('($0)') && { command: { id: 'editor.action.triggerParameterHints', title: '' } }),
        ...(item.detail !== undefined && { detail: item.detail }),
        ...(item.edit !== undefined && {
          additionalTextEdits: [{ range: rangeOf(model, item.edit.start, item.edit.end), text: item.edit.newText }],
        }),
        ...(item.documentation !== undefined && { documentation: { value: item.documentation } }),
      }));
      return { suggestions };
    },
  };
}

function hover({ service, files, language }: ProviderContext): languages.HoverProvider {
  return {
    async provideHover(model, position) {
      const found = await service.hover(...askedAt(files, model, position), language());
      return found && { range: rangeOf(model, found.start, found.end), contents: [{ value: found.text }] };
    },
  };
}

function signature({ service, files, language }: ProviderContext): languages.SignatureHelpProvider {
  return {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    async provideSignatureHelp(model, position) {
      const found = await service.signature(...askedAt(files, model, position), language());
      if (!found) return undefined;
      const parameters = found.parameters.map(({ label, documentation }) => ({ label, documentation }));
      const signatures = [{ label: found.label, documentation: found.documentation, parameters }];
      return { value: { signatures, activeSignature: 0, activeParameter: found.activeParameter }, dispose: () => {} };
    },
  };
}

function formatting({ service, files }: ProviderContext): languages.DocumentFormattingEditProvider {
  return {
    async provideDocumentFormattingEdits(model) {
      const { source, file } = files.sourceFor(model);
      const edits = await service.format(source, file);
      return edits.map(({ start, end, newText }) => ({ range: rangeOf(model, start, end), text: newText }));
    },
  };
}

function definition({ service, files }: ProviderContext): languages.DefinitionProvider {
  return {
    async provideDefinition(model, position) {
      const found = await service.definition(...askedAt(files, model, position));
      const target = found && files.modelAt(found.file);
      return target && { uri: target.uri, range: rangeOf(target, found.start, found.end) };
    },
  };
}

function renaming({ service, files, language }: ProviderContext): languages.RenameProvider {
  return {
    async resolveRenameLocation(model, position) {
      const found = await service.renamable(...askedAt(files, model, position));
      if (!found)
        return { range: Range.fromPositions(position), text: '', rejectReason: sentence('rename.not-yours', {}, language()) ?? '' };
      const range = rangeOf(model, found.start, found.end);
      return { range, text: model.getValueInRange(range) };
    },
    async provideRenameEdits(model, position, newName) {
      const found = await service.rename(...askedAt(files, model, position), newName);
      if (!found.ok) return { edits: [], rejectReason: sentence(found.fault.code, found.fault.params, language()) ?? found.fault.code };
      const edits = found.edits.flatMap(({ file, start, end, newText }) => {
        const edited = files.modelAt(file);
        if (!edited) return [];
        const textEdit = { range: rangeOf(edited, start, end), text: newText };
        return [{ resource: edited.uri, versionId: edited.getVersionId(), textEdit }];
      });
      return { edits };
    },
  };
}

function quickFixes({ marks, files }: ProviderContext): languages.CodeActionProvider {
  return {
    provideCodeActions(model, range) {
      const path = files.pathOf(model.uri);
      const file = path === undefined ? undefined : files.all.get(path);
      if (!file) return undefined;
      const actions = marks()
        .filter((mark) => mark.path === path && mark.fix && Range.areIntersectingOrTouching(file.rangeOf(mark.start, mark.end), range))
        .map(({ fix }) => ({
          title: fix!.label,
          kind: 'quickfix',
          isPreferred: true,
          edit: {
            edits: fix!.edits.map(({ start, end, newText }) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: { range: file.rangeOf(start, end), text: newText },
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
