import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding, LintResult } from '../api/finding';
import type { Edit } from '../api/rule';
import { disablingEdits } from '../engine/directives';
import { applyFixes } from '../fix/edits';
import { isSpan } from '../text/span';
import { commands, fixAllKind } from './capabilities';
import { pageOf } from './diagnostics';
import { overlap, type Positions, positionsIn, rangeOf } from './positions';
import { suppressionEdit } from './suppress';

export interface ActionContext {
  readonly result: LintResult;
  /** The document, from the root. */
  readonly path: string;
  readonly packageRoot: string;
  uriOf(path: string): string;
  /** Of an open document: edits of another version are refused by the editor. */
  versionOf(path: string): number | undefined;
  /** The path and the text of the configuration, if it's a YAML file that can be extended. */
  readonly configuration: { readonly path: string; readonly text: string } | undefined;
}

/** Stands where the user writes why. */
const reasonToWrite = 'TODO: say why';

/** What can be done about the findings in a range. */
export function actionsFor({ range, context: asked }: CodeActionParams, context: ActionContext): readonly CodeAction[] {
  const { result, path } = context;
  const isAsked = (kind: string): boolean =>
    asked.only === undefined || asked.only.some((only) => kind === only || kind.startsWith(`${only}.`) || only === '');
  const text = result.text(path);
  if (text === undefined) return [];
  const positions = positionsIn(text);
  const own = result.findings.filter(({ at }) => at.file === path);
  const here = own.filter((finding) => overlap(rangeOf(finding.at, positions), range));
  const actions: CodeAction[] = [];
  if (isAsked(CodeActionKind.QuickFix)) {
    for (const finding of here) {
      const diagnostics = asked.diagnostics.filter(({ data }) => data === finding.fingerprint);
      actions.push(...fixesOf(finding, own, diagnostics, context), ...disabling(finding, text, diagnostics, context));
      actions.push(...pageAction(finding, diagnostics, context));
    }
  }
  if (isAsked(fixAllKind)) actions.push(...fixAll(own, context));
  return actions;
}

function fixesOf(
  finding: Finding,
  own: readonly Finding[],
  diagnostics: Diagnostic[],
  context: ActionContext,
): readonly CodeAction[] {
  const { rule, fix, unsafe } = finding;
  if (!fix || fix.length === 0) return [];
  const edit = editOf([finding], context);
  if (!edit) return [];
  const title = describe(fix, context);
  const actions: CodeAction[] = [
    {
      title: unsafe ? `${title} (a suggestion: it may change what the program does)` : title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      edit,
      isPreferred: !unsafe,
    },
  ];
  const others = own.filter((each) => each.rule === rule && each.fix && (unsafe || !each.unsafe));
  const all = others.length > 1 ? editOf(others, context) : undefined;
  if (all) actions.push({ title: `Fix all ${rule} in this file`, kind: CodeActionKind.QuickFix, diagnostics, edit: all });
  return actions;
}

function fixAll(own: readonly Finding[], context: ActionContext): readonly CodeAction[] {
  const safe = own.filter(({ fix, unsafe }) => fix && !unsafe);
  const edit = safe.length > 0 ? editOf(safe, context) : undefined;
  return edit ? [{ title: 'Apply all automatic fixes of cvl', kind: fixAllKind, edit }] : [];
}

/** What an edit does, in a few words. */
function describe(fix: readonly Edit[], { result }: ActionContext): string {
  const [only, ...more] = fix;
  if (!only || more.length > 0) return 'Fix this';
  const before = result.text(only.file)?.slice(only.start, only.end).trim() ?? '';
  const after = only.text.trim();
  if (before.length > 40 || after.length > 40 || /[\r\n]/.test(before + after)) return 'Fix this';
  if (after === '') return before === '' ? 'Fix this' : `Remove \`${before}\``;
  return before === '' ? `Insert \`${after}\`` : `Replace \`${before}\` with \`${after}\``;
}

/** The fixes of findings as one edit. Those that overlap an earlier one are left out. */
function editOf(findings: readonly Finding[], context: ActionContext): WorkspaceEdit | undefined {
  const { edits } = applyFixes(findings, context.result.text);
  return edits.size === 0 ? undefined : workspaceEdit(edits, context);
}

function workspaceEdit(edits: ReadonlyMap<string, readonly Edit[]>, { result, uriOf, versionOf }: ActionContext): WorkspaceEdit {
  const documentChanges = [...edits].map(([file, own]): TextDocumentEdit => {
    const before = result.text(file) ?? '';
    const positions: Positions = positionsIn(before);
    return {
      textDocument: { uri: uriOf(file), version: versionOf(file) ?? null },
      edits: own.map((edit) => {
        const { start, end, text } = aroundLineEnds(edit, before);
        return { range: positions.range(start, end), newText: text };
      }),
    };
  });
  return { documentChanges };
}

/** The same edit without an end between CR and LF, where an editor has no position. */
function aroundLineEnds({ file, start, end, text }: Edit, before: string): Edit {
  const isBetween = (offset: number): boolean => before[offset - 1] === '\r' && before[offset] === '\n';
  const [from, head] = isBetween(start) ? [start - 1, '\r'] : [start, ''];
  const [to, tail] = isBetween(end) ? [end + 1, '\n'] : [end, ''];
  return { file, start: from, end: to, text: head + text + tail };
}

/** Comments that suppress a finding, else an entry in the configuration. */
function disabling(finding: Finding, text: string, diagnostics: Diagnostic[], context: ActionContext): readonly CodeAction[] {
  const { rule, at } = finding;
  const action = (title: string, edit: WorkspaceEdit): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    edit,
  });
  const edits = disablingEdits(
    { path: at.file, text },
    { rule, at: isSpan(at) ? at : { file: at.file, start: 0 } },
    reasonToWrite,
  );
  const comments = edits
    .filter(({ covers }) => covers === 'file' || isSpan(at))
    .map(({ covers, edit }) =>
      action(
        covers === 'line' ? `Disable ${rule} on this line` : `Disable ${rule} in this file`,
        workspaceEdit(new Map([[edit.file, [edit]]]), context),
      ),
    );
  if (comments.length > 0) return comments;
  const { configuration } = context;
  const edit = configuration && suppressionEdit(configuration, rule, at.file, reasonToWrite);
  if (!edit) return [];
  const positions = positionsIn(configuration.text);
  const change: TextDocumentEdit = {
    textDocument: { uri: context.uriOf(configuration.path), version: context.versionOf(configuration.path) ?? null },
    edits: [{ range: positions.range(edit.start, edit.end), newText: edit.text }],
  };
  return [action(`Accept ${rule} in this file in ${configuration.path}`, { documentChanges: [change] })];
}

function pageAction({ rule }: Finding, diagnostics: Diagnostic[], { result, packageRoot }: ActionContext): readonly CodeAction[] {
  const page = pageOf(rule, result.rules.find(({ id }) => id === rule)?.url, packageRoot);
  if (page === undefined) return [];
  const title = `Open the page of ${rule}`;
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, command: { title, command: commands.open, arguments: [page] } }];
}
