import {
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { capabilities } from './capabilities';
import { registerFeatures } from './features';
import { readSettings, type Settings, type Surroundings } from './surroundings';
import { createWorkspace, type Workspace } from './workspace';

/** Serves an editor on standard input and output until it says goodbye or is gone. */
export async function serve(surroundings: Surroundings): Promise<void> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  const documents = new TextDocuments(TextDocument);
  let settings: Settings = readSettings(undefined);
  let client: InitializeParams['capabilities'] = {};
  const workspace = createWorkspace({ connection, documents, surroundings, settings: () => settings });

  connection.onInitialize((params) => {
    client = params.capabilities;
    settings = readSettings(params.initializationOptions);
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri }] : []);
    workspace.foldersChanged(urisOf(folders), []);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        ...capabilities,
      },
      serverInfo: { name: 'cvl', version: surroundings.version },
    };
  });

  connection.onInitialized(async () => {
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        workspace.foldersChanged(urisOf(added), urisOf(removed)),
      );
    await watch(connection, client);
    await configure();
  });

  async function configure(given?: unknown): Promise<void> {
    const asked = client.workspace?.configuration ? await connection.workspace.getConfiguration('cvl') : undefined;
    const next = asked ?? (given as { readonly cvl?: unknown } | null | undefined)?.cvl;
    if (next === undefined || next === null) return;
    const before = settings;
    settings = { ...settings, ...readSettings({ ...settings, ...next }) };
    if (settings.scope !== before.scope) workspace.refresh();
    if (settings.allowCode !== before.allowCode) workspace.reopen();
  }

  connection.onDidChangeConfiguration(({ settings: given }) => configure(given));
  connection.onDidChangeWatchedFiles(({ changes }) =>
    workspace.watched(changes.map(({ uri, type }) => ({ uri, isListing: type !== FileChangeType.Changed }))),
  );
  follow(documents, workspace);
  registerFeatures({
    connection,
    documents,
    workspace,
    surroundings,
    client: () => client,
    showsInspections: () => settings.showsInspections,
  });

  const ended = new Promise<void>((done) => {
    connection.onExit(() => done());
    process.stdin.once('close', () => done()).once('end', () => done());
  });
  documents.listen(connection);
  connection.listen();
  await ended;
  workspace.close();
  process.exitCode = 0;
}

const urisOf = (folders: readonly { readonly uri: string }[]): readonly string[] => folders.map(({ uri }) => uri);

/** Asks to be told what changes. Clients without dynamic registration say so by themselves, or not at all. */
async function watch({ client: registry }: Connection, { workspace }: InitializeParams['capabilities']): Promise<void> {
  if (workspace?.didChangeConfiguration?.dynamicRegistration)
    await registry.register(DidChangeConfigurationNotification.type, { section: 'cvl' });
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration)
    await registry.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
}

function follow(documents: TextDocuments<TextDocument>, workspace: Workspace): void {
  documents.onDidOpen(({ document }) => workspace.opened(document.uri));
  documents.onDidChangeContent(({ document }) => workspace.changed(document.uri));
  documents.onDidSave(({ document }) => workspace.saved(document.uri));
  documents.onDidClose(({ document }) => workspace.closed(document.uri));
}
