import { CodeActionKind, type ServerCapabilities } from 'vscode-languageserver/node';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.cvl`;

/** `open` shows an address, such as the page of a rule. `inspect` shows what a command starts: the document's uri, and an offset in it. */
export const commands = { open: 'cvl.open', inspect: 'cvl.inspect' };

export const capabilities: ServerCapabilities = {
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
  hoverProvider: true,
  completionProvider: { triggerCharacters: [':', ' ', '/'] },
  definitionProvider: true,
  referencesProvider: true,
  codeLensProvider: {},
  executeCommandProvider: { commands: Object.values(commands) },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
