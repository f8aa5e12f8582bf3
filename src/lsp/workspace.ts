import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Connection,
  DiagnosticSeverity,
  MessageType,
  ShowMessageNotification,
  type TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { findRoot } from '../config/places';
import type { ConfigurationProblem } from '../config/types';
import type { Project } from '../engine/project';
import { source } from './diagnostics';
import { existingFolder, fileOf, fromRoot, realPath, uriOf } from './paths';
import { publisher } from './publish';
import { type DiskChange, openSession, type Session } from './session';
import type { Settings, Surroundings } from './surroundings';

/** A repository of the workspace, with what the editor has open of it. */
export interface Followed {
  readonly session: Session;
  readonly root: string;
  /** The folder that the editor has open. */
  readonly cwd: string;
  readonly published: ReturnType<typeof publisher>;
  /** Uris of open documents by path, as the editor writes them. */
  readonly open: Map<string, string>;
}

export interface WorkspaceOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly surroundings: Surroundings;
  settings(): Settings;
}

/** The repositories that the editor's folders and documents are in. Each is opened when a document of it is. */
export function createWorkspace(options: WorkspaceOptions) {
  const followed = new Map<string, Followed>();
  const folders = new Set<string>();

  function follow(root: string, cwd: string): Followed {
    const known = followed.get(root);
    if (known) return known;
    const entry = followRepository(root, cwd, options);
    followed.set(root, entry);
    return entry;
  }

  /** The repository of a document, and its path there. Undefined for what isn't a file. */
  function locate(uri: string): Located | undefined {
    const file = fileOf(uri);
    if (file === undefined) return undefined;
    const real = realPath(file);
    const root = realpathSync(findRoot(existingFolder(real)));
    const path = fromRoot(root, real);
    return path === undefined ? undefined : { followed: follow(root, folderAround(folders, real) ?? root), path };
  }

  const stop = ({ root, session, published }: Followed): void => {
    session.close();
    published.keepOnly([]);
    followed.delete(root);
  };

  return {
    locate,
    opened(uri: string): void {
      const found = locate(uri);
      if (!found) return;
      found.followed.open.set(found.path, uri);
      edit(found.followed, options);
    },
    changed(uri: string): void {
      const found = locate(uri);
      if (found) edit(found.followed, options);
    },
    closed(uri: string): void {
      const found = locate(uri);
      if (!found) return;
      found.followed.open.delete(found.path);
      edit(found.followed, options);
    },
    saved(uri: string): void {
      const found = locate(uri);
      found?.followed.session.diskChanged([{ path: found.path, isListing: false }]);
    },
    watched: (changes: readonly WatchedChange[]): void => tell(followed.values(), changes),
    foldersChanged(added: readonly string[], removed: readonly string[]): void {
      for (const file of realFiles(removed)) folders.delete(file);
      for (const file of realFiles(added)) folders.add(file);
      for (const each of [...followed.values()])
        if (each.open.size === 0 && folderAround(folders, each.root) === undefined) stop(each);
    },
    /** Judges everything anew, such as after another setting. */
    refresh(): void {
      for (const { session } of followed.values()) session.refresh();
    },
    /** Opens every repository anew: other code may run now. */
    reopen(): void {
      for (const before of [...followed.values()]) {
        stop(before);
        const next = follow(before.root, before.cwd);
        for (const [path, uri] of before.open) next.open.set(path, uri);
        edit(next, options);
      }
    },
    close(): void {
      for (const { session } of followed.values()) session.close();
    },
  };
}

export type Workspace = ReturnType<typeof createWorkspace>;

/** A document's repository, and its path from the root. */
export interface Located {
  readonly followed: Followed;
  readonly path: string;
}

interface WatchedChange {
  readonly uri: string;
  readonly isListing: boolean;
}

function followRepository(
  root: string,
  cwd: string,
  { connection, documents, surroundings, settings }: WorkspaceOptions,
): Followed {
  const open = new Map<string, string>();
  const broken = new Set<string>();
  const published = publisher({
    packageRoot: surroundings.packageRoot,
    uriOf: (path) => open.get(path) ?? uriOf(root, path),
    versionOf: (path) => documents.get(open.get(path) ?? '')?.version,
    publish: (diagnostics) => void connection.sendDiagnostics(diagnostics),
  });
  const session = openSession({
    root,
    cwd,
    surroundings: { ...surroundings, allowCode: surroundings.allowCode && settings().allowCode },
    focus: (project) => focusOf([...open.keys()], project),
    isWhole: () => settings().scope === 'repository',
    judged(result, paths, { repository }) {
      published.judged(repository, result, paths);
      if (settings().scope === 'open') published.keepOnly(paths);
    },
    misconfigured: (problems) => showProblems(problems, { cwd, broken, connection }),
    failed: (error) =>
      connection.console.error(`cvl failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  return { session, root, cwd, published, open };
}

/** Tells a session the texts of all open documents: an editor may show what it hasn't written yet. */
function edit({ open, session }: Followed, { documents }: WorkspaceOptions): void {
  const texts = new Map<string, string>();
  for (const [path, uri] of open) {
    const document = documents.get(uri);
    if (document) texts.set(path, document.getText());
  }
  session.edit(texts);
}

const realFiles = (uris: readonly string[]): readonly string[] =>
  uris.flatMap((uri) => fileOf(uri) ?? []).map((file) => realPath(file));

/** The editor's folder that a file is in: the innermost. */
const folderAround = (folders: ReadonlySet<string>, real: string): string | undefined =>
  [...folders].filter((folder) => fromRoot(folder, real) !== undefined).sort((a, b) => b.length - a.length)[0];

/** Tells each repository what has changed in it. */
function tell(followed: Iterable<Followed>, changes: readonly WatchedChange[]): void {
  const real = changes.flatMap(({ uri, isListing }) => realFiles([uri]).map((file) => ({ file, isListing })));
  for (const { root, session } of followed) {
    const own = real.flatMap(({ file, isListing }): DiskChange[] => {
      const path = fromRoot(root, file);
      return path === undefined ? [] : [{ path, isListing }];
    });
    if (own.length > 0) session.diskChanged(own);
  }
}

/** The examples that files are in, and those of the files that are in none. */
const focusOf = (paths: readonly string[], { repository }: Project): readonly string[] => [
  ...new Set(paths.map((path) => repository.exampleOf(path)?.folder ?? path)),
];

interface Shown {
  readonly cwd: string;
  /** Uris of the files that have a mistake. */
  readonly broken: Set<string>;
  readonly connection: Connection;
}

/** Mistakes in the configuration: a message, and diagnostics where they are. */
function showProblems(problems: readonly ConfigurationProblem[], { cwd, broken, connection }: Shown): void {
  const byUri = new Map<string, ConfigurationProblem[]>([...broken].map((uri) => [uri, []]));
  for (const problem of problems) {
    if (!problem.at) continue;
    const uri = uriOf(resolve(cwd, problem.at.file), '');
    byUri.set(uri, [...(byUri.get(uri) ?? []), problem]);
  }
  if (problems.length > 0 && broken.size === 0) {
    const [first] = problems;
    const where = first?.at ? `${first.at.file}${first.at.line === undefined ? '' : `:${first.at.line}`} ` : '';
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    const message = `cvl: ${where}${first?.message ?? ''}${more}`;
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
  }
  broken.clear();
  for (const [uri, found] of byUri) {
    if (found.length > 0) broken.add(uri);
    const diagnostics = found.map(({ message, at }) => {
      const start = { line: (at?.line ?? 1) - 1, character: (at?.column ?? 1) - 1 };
      return { range: { start, end: start }, severity: DiagnosticSeverity.Error, source, message };
    });
    void connection.sendDiagnostics({ uri, diagnostics });
  }
}
