import {
  type ClientCapabilities,
  type CodeActionParams,
  type Connection,
  type Location,
  MessageType,
  type Position,
  ShowMessageNotification,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isCode } from '../config/places';
import type { Project } from '../engine/project';
import type { Repository } from '../model/targets';
import type { Span } from '../text/span';
import { actionsFor } from './actions';
import { commands } from './capabilities';
import { completionsAt } from './completion';
import { hoverAt } from './hover';
import { lensesOf } from './lenses';
import { definitionsAt, referencesAt } from './navigation';
import { uriOf } from './paths';
import { type Positions, positionsIn, rangeOf } from './positions';
import { inWords, startedAt } from './started';
import type { Surroundings } from './surroundings';
import type { Followed, Workspace } from './workspace';

export interface FeatureContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: Workspace;
  readonly surroundings: Surroundings;
  client(): ClientCapabilities;
  /** Whether the client shows what `cvl.inspect` returns. */
  showsInspections(): boolean;
}

/** Answers what an editor asks for. */
export function registerFeatures(context: FeatureContext): void {
  registerActions(context);
  registerCommands(context);
  registerReading(context);
  registerLinks(context);
}

/** A place of a document, in the repository as it is now. */
interface Asked {
  readonly project: Project;
  readonly followed: Followed;
  readonly path: string;
  readonly uri: string;
  readonly positions: Positions;
}

/** Asks about a document. Undefined if it isn't in a repository that can be read. */
async function askAbout<Answer>(
  { workspace, documents }: FeatureContext,
  uri: string,
  answer: (asked: Asked) => Answer | Promise<Answer>,
): Promise<Answer | undefined> {
  const found = workspace.locate(uri);
  if (!found) return undefined;
  const { followed, path } = found;
  return followed.session.ask((project) => {
    const text = documents.get(uri)?.getText() ?? project.repository.source(path)?.text;
    return text === undefined ? undefined : answer({ project, followed, path, uri, positions: positionsIn(text) });
  });
}

function registerReading(context: FeatureContext): void {
  const { connection, workspace, surroundings } = context;
  const { packageRoot, metadataSchema: metadata } = surroundings;
  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const result = await workspace.locate(uri)?.followed.session.latest();
    const hover = await askAbout(context, uri, ({ project, path, positions }) =>
      hoverAt(project, result, { path, offset: positions.offset(position), positions, packageRoot, metadata }),
    );
    return hover ?? null;
  });
  connection.onCompletion(async ({ textDocument: { uri }, position }) => {
    const items = await askAbout(context, uri, ({ project, path, positions }) =>
      completionsAt(project, path, { positions, offset: positions.offset(position), metadata }),
    );
    return [...(items ?? [])];
  });
  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const lenses = await askAbout(context, uri, ({ project, followed, path, positions }) =>
      lensesOf(project.repository, path, { uriOf: (each) => uriIn(followed, each), positions }),
    );
    return [...(lenses ?? [])];
  });
}

function registerLinks(context: FeatureContext): void {
  const { connection } = context;
  type Find = (repository: Repository, path: string, offset: number) => readonly Span[];
  const locations = async (uri: string, position: Position, find: Find): Promise<Location[]> => {
    const found = await askAbout(context, uri, ({ project: { repository }, followed, path, positions }) =>
      find(repository, path, positions.offset(position)).map(
        (span): Location => ({
          uri: uriIn(followed, span.file),
          range: rangeOf(span, positionsIn(repository.source(span.file)?.text ?? '')),
        }),
      ),
    );
    return found ?? [];
  };
  connection.onDefinition(({ textDocument: { uri }, position }) => locations(uri, position, definitionsAt));
  connection.onReferences(({ textDocument: { uri }, position }) => locations(uri, position, referencesAt));
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

function registerCommands(context: FeatureContext): void {
  const { connection, client } = context;
  const say = (message: string): void =>
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  connection.onExecuteCommand(async ({ command, arguments: [given, offset] = [] }) => {
    if (typeof given !== 'string') return null;
    if (command === commands.open) {
      const isShown =
        client().window?.showDocument?.support === true &&
        (await connection.window.showDocument({ uri: given, external: /^https?:/.test(given) })).success;
      if (!isShown) say(given);
      return null;
    }
    const text = await askAbout(context, given, ({ project: { repository }, path }) => {
      const started = startedAt(repository, path, Number(offset));
      return started && inWords(started, repository);
    });
    if (text !== undefined && !context.showsInspections()) say(text);
    return text ?? null;
  });
}
