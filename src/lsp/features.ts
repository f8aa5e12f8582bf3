import {
  type ClientCapabilities,
  type CodeActionParams,
  type Connection,
  MessageType,
  ShowMessageNotification,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Project } from '../engine/project';
import { isCode } from '../config/places';
import { actionsFor } from './actions';
import { commands } from './capabilities';
import { uriOf } from './paths';
import type { Surroundings } from './surroundings';
import type { Followed, Workspace } from './workspace';

export interface FeatureContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: Workspace;
  readonly surroundings: Surroundings;
  client(): ClientCapabilities;
}

/** Answers what an editor asks for. */
export function registerFeatures(context: FeatureContext): void {
  registerActions(context);
  registerCommands(context);
}

function registerActions({ connection, documents, workspace, surroundings }: FeatureContext): void {
  connection.onCodeAction(async (params: CodeActionParams) => {
    const found = workspace.locate(params.textDocument.uri);
    const result = await found?.followed.session.latest();
    if (!found || !result) return [];
    const { followed, path } = found;
    const configuration = await followed.session.ask(configurationOf);
    return [
      ...actionsFor(params, {
        result,
        path,
        packageRoot: surroundings.packageRoot,
        uriOf: (each) => uriIn(followed, each),
        versionOf: (each) => documents.get(followed.open.get(each) ?? '')?.version,
        configuration,
      }),
    ];
  });
}

/** The configuration of a repository, if it's data in a file of it. */
function configurationOf({ configuration: { file }, repository }: Project) {
  const text = file === undefined || isCode(file) || file.endsWith('.json') ? undefined : repository.source(file)?.text;
  return file === undefined || text === undefined ? undefined : { path: file, text };
}

/** A path as the editor writes it. */
const uriIn = ({ open, root }: Followed, path: string): string => open.get(path) ?? uriOf(root, path);

function registerCommands({ connection, client }: FeatureContext): void {
  connection.onExecuteCommand(async ({ command, arguments: [given] = [] }) => {
    if (command === commands.openPage && typeof given === 'string') {
      const isShown =
        client().window?.showDocument?.support === true &&
        (await connection.window.showDocument({ uri: given, external: /^https?:/.test(given) })).success;
      if (!isShown) void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message: given });
    }
    return null;
  });
}
