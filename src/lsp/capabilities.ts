import { CodeActionKind, type ServerCapabilities } from 'vscode-languageserver/node';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.cvl`;

/** Opens the page of a rule: its address. Shows what a script starts: the document's uri, and the offset of a launch. */
export const commands = { openPage: 'cvl.openRulePage', inspect: 'cvl.inspect' };

export const capabilities: ServerCapabilities = {
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
  executeCommandProvider: { commands: Object.values(commands) },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
