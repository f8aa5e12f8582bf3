import type { LintResult } from '../api/finding';
import { ConfigurationError } from '../config/errors';
import { configurationPlaces } from '../config/places';
import type { ConfigurationProblem } from '../config/types';
import { openProject, type Project } from '../engine/project';
import { diskTree } from '../model/disk';
import { untraced } from '../model/tracing';
import { decode } from '../text/decode';
import { Interrupted, judgeOf } from './judge';
import type { Surroundings } from './surroundings';

/** What changed on disk: paths from the root. */
export interface DiskChange {
  readonly path: string;
  /** Whether a file came or went. */
  readonly isListing: boolean;
}

export interface SessionOptions {
  /** The repository's root, real and absolute. */
  readonly root: string;
  /** The folder that the editor has open, by which is decided whose code may run. */
  readonly cwd: string;
  readonly surroundings: Surroundings;
  /** Folders of examples, and files outside of them, that are judged first. */
  focus(project: Project): readonly string[];
  isWhole(): boolean;
  /** Called with the findings below some paths, as soon as they're known. */
  judged(result: LintResult, paths: readonly string[], project: Project): void;
  /** Called where the configuration is broken, and with no problems once it isn't any more. */
  misconfigured(problems: readonly ConfigurationProblem[]): void;
  failed(error: unknown): void;
}

/** One repository that is followed. Everything that looks at it waits in one line, so that nothing changes under a question. */
export interface Session {
  readonly root: string;
  /** All texts that aren't saved. */
  edit(texts: ReadonlyMap<string, string>): void;
  diskChanged(changes: readonly DiskChange[]): void;
  /** Judges again because something else has changed, such as which files are open. */
  refresh(): void;
  /** Asks something, with all changes so far. Undefined without a configuration. */
  ask<Value>(question: (project: Project) => Value | Promise<Value>): Promise<Value | undefined>;
  /** The latest judgment of what is open, once it's up to date. */
  latest(): Promise<LintResult | undefined>;
  close(): void;
}

/** Files by whose change a configuration may become another one. Packs, tables, and plugins have any name. */
const mayConfigure = (path: string): boolean => configurationPlaces.includes(path) || /\.(?:ya?ml|json|[cm]?[jt]s)$/.test(path);

/** Waited for after a change, in milliseconds: more letters may follow at once. */
const calmMs = 20;

export function openSession(options: SessionOptions): Session {
  const followed: Followed = { options, state: newState() };
  const { state } = followed;
  wake(followed);
  return {
    root: options.root,
    edit(texts) {
      state.texts = texts;
      state.isEdited = true;
      wake(followed);
    },
    diskChanged(changes) {
      state.disk.push(...changes);
      wake(followed);
    },
    refresh() {
      state.isEdited = true;
      wake(followed);
    },
    ask: (question) =>
      new Promise((resolve, reject) => {
        state.questions.push(async () => {
          const { project } = state;
          try {
            resolve(project && (await untraced(() => question(project))));
          } catch (error) {
            reject(error as Error);
          }
        });
        wake(followed);
      }),
    latest: () =>
      state.isFocusJudged && !hasChanges(state)
        ? Promise.resolve(state.latest)
        : new Promise((resolve) => {
            state.waiting.push(resolve);
            wake(followed);
          }),
    close() {
      state.isClosed = true;
      answer(state, undefined);
    },
  };
}

/** A repository, and how far its judgment is. */
interface Followed {
  readonly options: SessionOptions;
  readonly state: State;
}

const isInterrupted = (state: State): boolean => state.isClosed || state.questions.length > 0 || hasChanges(state);

/** Opens the repository with the configuration that it has now. An equal one changes nothing. */
async function open({ options, state }: Followed): Promise<void> {
  const { builtins, configFile, allowCode, childFile, version } = options.surroundings;
  const { root, cwd } = options;
  const given = { builtins, cwd, allowCode, childFile, withoutFailed: true as const };
  try {
    const project = await openProject({ ...given, ...(configFile !== undefined && { configFile }), paths: [root] });
    options.misconfigured([]);
    const identity = project.configuration.identity();
    if (identity !== undefined && identity === state.project?.configuration.identity()) return;
    state.project = { ...project, paths: [''] };
    state.judge = judgeOf(state.project, {
      version,
      isInterrupted: () => isInterrupted(state),
      isUnsaved: (path) => isUnsaved(path, project, state.texts),
    });
    project.repository.change({ overlay: state.texts });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    options.misconfigured(error.problems);
  }
}

/** Takes all changes that wait. */
async function change(followed: Followed): Promise<void> {
  const { options, state } = followed;
  const { disk, isConfigured, project, texts } = state;
  const isListing = disk.some((each) => each.isListing) || disk.length > manyPaths;
  const paths = [...new Set(disk.map(({ path }) => path))];
  state.disk = [];
  state.isConfigured = true;
  state.isEdited = false;
  state.isFocusJudged = false;
  state.isWholeJudged = false;
  if (project) {
    const { repository } = project;
    const tree = isListing ? diskTree(options.root) : repository.tree;
    repository.change({ overlay: texts, ...(disk.length > 0 && { tree, paths }) });
    if (disk.length > 0) state.judge?.diskChanged();
  }
  if (!isConfigured || paths.some((path) => mayConfigure(path) && !project?.repository.exampleOf(path))) await open(followed);
}

/** Judges what is open, then everything. */
async function judge({ options, state }: Followed): Promise<void> {
  const { project, judge: judging } = state;
  if (!project || !judging) return;
  const judgeAt = async (paths: readonly string[]): Promise<LintResult> => {
    const result = await judging.judge(paths);
    if (isInterrupted(state)) throw new Interrupted();
    options.judged(result, paths, project);
    return result;
  };
  if (!state.isFocusJudged) {
    const focus = untraced(() => options.focus(project));
    if (focus.length > 0) state.latest = await judgeAt(focus);
    state.isFocusJudged = true;
    answer(state, state.latest);
  }
  if (options.isWhole()) await judgeAt(['']);
  state.isWholeJudged = true;
}

async function work(followed: Followed): Promise<void> {
  const { state } = followed;
  await new Promise((done) => setTimeout(done, calmMs));
  while (!state.isClosed) {
    if (hasChanges(state)) await change(followed);
    const question = state.questions.shift();
    if (question) await question();
    else if (state.isFocusJudged && state.isWholeJudged) return;
    else if (!state.project) return answer(state, undefined);
    else await judge(followed).catch(unlessInterrupted);
  }
}

function unlessInterrupted(error: unknown): void {
  if (!(error instanceof Interrupted)) throw error;
}

/** Does what is to do, unless that's being done. What failed isn't tried again before something changes. */
function wake(followed: Followed): void {
  const { options, state } = followed;
  state.working ??= work(followed)
    .catch((error: unknown) => {
      state.isFocusJudged = true;
      state.isWholeJudged = true;
      answer(state, undefined);
      options.failed(error);
    })
    .finally(() => {
      state.working = undefined;
      if (!state.isClosed && isInterrupted(state)) wake(followed);
    });
}

/** After a change of so many paths, such as another branch, files are listed anew. */
const manyPaths = 100;

interface State {
  project: Project | undefined;
  judge: ReturnType<typeof judgeOf> | undefined;
  texts: ReadonlyMap<string, string>;
  isEdited: boolean;
  disk: DiskChange[];
  isConfigured: boolean;
  isFocusJudged: boolean;
  isWholeJudged: boolean;
  isClosed: boolean;
  latest: LintResult | undefined;
  readonly questions: (() => Promise<void>)[];
  readonly waiting: ((result: LintResult | undefined) => void)[];
  working: Promise<void> | undefined;
}

const newState = (): State => ({
  project: undefined,
  judge: undefined,
  texts: new Map(),
  isEdited: false,
  disk: [],
  isConfigured: false,
  isFocusJudged: false,
  isWholeJudged: false,
  isClosed: false,
  latest: undefined,
  questions: [],
  waiting: [],
  working: undefined,
});

/** Whether the text of an open document isn't what is on disk. */
function isUnsaved(path: string, { repository: { tree } }: Project, texts: ReadonlyMap<string, string>): boolean {
  const text = texts.get(path);
  const bytes = text === undefined ? undefined : tree.read(path);
  return text !== undefined && (!bytes || decode(bytes).text !== text);
}

const hasChanges = ({ isEdited, disk, isConfigured }: State): boolean => isEdited || disk.length > 0 || !isConfigured;

function answer({ waiting }: State, result: LintResult | undefined): void {
  for (const each of waiting.splice(0)) each(result);
}
