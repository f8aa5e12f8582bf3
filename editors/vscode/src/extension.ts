import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commands, type ExtensionContext, ViewColumn, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand('cvl.restart', restart),
    workspace.onDidChangeConfiguration((change) => (change.affectsConfiguration('cvl') ? restart() : undefined)),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const server = serverOfFolder();
  if (server === undefined) {
    void window.showWarningMessage("cvl isn't installed in this folder. Run `npm install --save-dev cvl`, or set cvl.path.");
    return;
  }
  client = new LanguageClient('cvl', 'cvl', { module: server, args: ['lsp'], transport: TransportKind.stdio }, options());
  await client.start();
}

/** The program of the cvl that the settings name, or that is installed in a folder that is open. */
function serverOfFolder(): string | undefined {
  const path = workspace.getConfiguration('cvl').get<string>('path');
  const folders = path ? [path] : (workspace.workspaceFolders ?? []).map(({ uri }) => join(uri.fsPath, 'node_modules/cvl'));
  return folders.map((folder) => join(folder, 'bin/run.js')).find((file) => existsSync(file));
}

function options(): LanguageClientOptions {
  const { scope, allowCode } = workspace.getConfiguration('cvl');
  return {
    documentSelector: [{ scheme: 'file' }],
    initializationOptions: { scope, allowCode, showsInspections: true },
    middleware: {
      async executeCommand(command, args, next) {
        const answer: unknown = await next(command, args);
        if (command === 'cvl.inspect' && typeof answer === 'string') await show(answer);
        return answer;
      },
    },
  };
}

/** Shows what a command starts, beside the code. */
async function show(text: string): Promise<void> {
  const document = await workspace.openTextDocument({ content: text, language: 'plaintext' });
  await window.showTextDocument(document, { preview: true, preserveFocus: true, viewColumn: ViewColumn.Beside });
}
