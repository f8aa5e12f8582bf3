import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const bin = join(__dirname, '../../bin/run.js');

/** A folder on disk. */
export function folderOf(files: { readonly [path: string]: string }) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-lsp-')));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    write,
    uri: (path: string): string => pathToFileURL(join(root, path)).href,
    remove: (): void => rmSync(root, { recursive: true, force: true }),
  };
}

export type Folder = ReturnType<typeof folderOf>;

/** An editor that has started the server in a folder. */
export interface Editor {
  readonly capabilities: ServerCapabilities;
  readonly connection: ProtocolConnection;
  /** All diagnostics that were sent, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** Messages that were shown. */
  readonly messages: readonly string[];
  /** Documents that the server asked to show. */
  readonly shown: readonly { readonly uri: string; readonly external?: boolean }[];
  readonly process: ChildProcess;
  open(path: string, text: string, version?: number): void;
  /** Replaces the whole text of an open document. */
  change(path: string, text: string, version: number): void;
  notify(method: string, params: object): void;
  ask<Answer>(method: string, params: object): Promise<Answer>;
  /** The latest diagnostics of a file, once they fit. */
  diagnostics(path: string, fits: (found: readonly Diagnostic[], version?: number) => boolean): Promise<readonly Diagnostic[]>;
  close(): Promise<void>;
}

export async function startEditor(
  folder: Folder,
  params: Partial<InitializeParams> = {},
  args: readonly string[] = [],
): Promise<Editor> {
  const child = spawn(process.execPath, [bin, 'lsp', '--stdio', ...args], { cwd: folder.root, stdio: ['pipe', 'pipe', 'pipe'] });
  let noise = '';
  child.stderr.on('data', (chunk) => (noise += String(chunk)));
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const published: PublishDiagnosticsParams[] = [];
  const messages: string[] = [];
  const shown: { uri: string; external?: boolean }[] = [];
  const listeners = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (given: PublishDiagnosticsParams) => {
    published.push(given);
    for (const listener of listeners) listener();
  });
  connection.onNotification('window/showMessage', ({ message }: { readonly message: string }) => void messages.push(message));
  connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => void (noise += message));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/showDocument', (given: { readonly uri: string; readonly external?: boolean }) => {
    shown.push(given);
    return { success: true };
  });
  connection.listen();
  const { capabilities } = await connection.sendRequest<{ capabilities: ServerCapabilities }>('initialize', {
    processId: process.pid,
    rootUri: folder.uri(''),
    workspaceFolders: [{ uri: folder.uri(''), name: 'folder' }],
    capabilities: {
      workspace: {
        workspaceFolders: true,
        didChangeWatchedFiles: { dynamicRegistration: true },
        workspaceEdit: { documentChanges: true },
      },
      window: { showDocument: { support: true } },
    },
    ...params,
  });
  void connection.sendNotification('initialized', {});
  const document = (path: string) => ({ uri: folder.uri(path) });
  const latest = (path: string) => published.findLast(({ uri }) => uri === folder.uri(path));
  return {
    capabilities,
    connection,
    published,
    messages,
    shown,
    process: child,
    open(path, text, version = 1) {
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { ...document(path), languageId: 'plaintext', version, text },
      });
    },
    change(path, text, version) {
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { ...document(path), version },
        contentChanges: [{ text }],
      });
    },
    notify: (method, given) => void connection.sendNotification(method, given),
    ask: (method, given) => connection.sendRequest(method, given),
    diagnostics: (path, fits) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${path} has ${JSON.stringify(latest(path)?.diagnostics ?? 'no diagnostics')}. ${noise}`));
        }, 60_000);
        const look = (): void => {
          const found = latest(path);
          if (!found || !fits(found.diagnostics, found.version)) return;
          clearTimeout(late);
          listeners.delete(look);
          resolve(found.diagnostics);
        };
        listeners.add(look);
        look();
      }),
    async close() {
      const ended = new Promise((done) => child.once('exit', done));
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

/** Rules of diagnostics, each once. */
export const rulesOf = (found: readonly Diagnostic[]): readonly unknown[] => [...new Set(found.map(({ code }) => code))];
