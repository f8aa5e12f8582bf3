import { recipeTexts } from '../languages/make';
import { parseEmbedded, parseShell, REPOSITORY, UNKNOWN_MARK, type Word } from '../languages/shell';
import { runSteps, type StepVariable } from '../languages/workflow';
import { folderOf } from '../text/path';
import type { SourceFile } from '../text/span';
import { composeCommands } from './compose';
import { devcontainerScripts } from './devcontainer';
import {
  isComposePath,
  isDevcontainerPath,
  isDockerfilePath,
  isMakefilePath,
  isMarkdownPath,
  isWorkflowPath,
} from './file-kinds';
import { dockerfilePaths, documentPaths } from './file-list';
import { imageScripts } from './image-script';
import { keyedQuery, query } from './query';
import { createScript } from './script';
import { sessionsOf } from './sessions';
import type { Repository, Script } from './targets';
import { atRoot, wordAt } from './written-command';

/** Whether a text may hold commands that rules know. A file without such a word isn't parsed. */
const mayStart = (text: string): boolean =>
  /docker|podman|nerdctl|python|torchrun|accelerate|colossalai|deepspeed|composer|mpirun|mpiexec|horovodrun|srun|sbatch|jupyter|papermill|streamlit|run[ \t][^\n]{0,200}\.py\b|\.sh\b|install[ \t][^\n]{0,200}[\w\]"'][<>][=\d]/.test(
    text,
  );

/** Commands that files other than shell scripts hold, as scripts, sorted by path. */
export const embeddedScriptsOf = query('repository.embeddedScripts', (repository: Repository): readonly Script[] =>
  [...documentPaths(repository, ''), ...dockerfilePaths(repository, '')].sort().flatMap((path) => embeddedIn(repository, path)),
);

/** Commands that one file holds, as scripts. Empty if it isn't of such a kind. */
export const embeddedIn = keyedQuery('repository.embeddedIn', (repository: Repository, path): readonly Script[] => {
  const read = readerOf(path);
  const source = read && repository.source(path);
  return read && source && (mayStart(source.text) || isComposePath(path) || isDevcontainerPath(path))
    ? read(repository, source)
    : [];
});

type Reader = (repository: Repository, file: SourceFile) => readonly Script[];

/** Whether a file of this name can hold commands without being a shell script. */
export const holdsScripts = (path: string): boolean => readerOf(path) !== undefined;

function readerOf(path: string): Reader | undefined {
  if (isMarkdownPath(path)) return fromMarkdown;
  if (isMakefilePath(path)) return fromMakefile;
  if (isWorkflowPath(path)) return fromWorkflow;
  if (isDockerfilePath(path)) return imageScripts;
  if (isDevcontainerPath(path)) return devcontainerScripts;
  return isComposePath(path) ? fromCompose : undefined;
}

const fromMarkdown: Reader = (repository, file) =>
  sessionsOf(repository, file)
    .filter(({ text }) => mayStart(text.text))
    .map(({ text, isAtCaller }) =>
      createScript(repository, parseEmbedded(text), { language: 'markdown', ...(!isAtCaller && { folder: null }) }),
    );

/** A makefile that others include runs in their folder. */
const fromMakefile: Reader = (repository, file) => {
  const folder = file.path.endsWith('.mk') ? undefined : atRoot(folderOf(file.path));
  return recipeTexts(file, folder ?? UNKNOWN_MARK)
    .filter(({ text }) => mayStart(text))
    .map((text) => createScript(repository, parseEmbedded(text), { language: 'make', folder: folder ?? null }));
};

/** Where `actions/checkout` puts the repository. */
const CHECKOUT = 'GITHUB_WORKSPACE';

const fromWorkflow: Reader = (repository, file) => {
  const yaml = repository.yaml(file.path);
  return (yaml ? runSteps(yaml) : [])
    .filter(({ text }) => mayStart(text.text))
    .map(({ text, folder, variables }) =>
      createScript(repository, parseEmbedded(text), {
        language: 'workflow',
        folder: folder === undefined ? null : atRoot(folder),
        variables: new Map([
          ...(folder === undefined ? [] : [[CHECKOUT, wordAt(REPOSITORY, { file: file.path, start: 0, end: 0 })] as const]),
          ...[...variables].map(([name, variable]) => [name, wordOf(name, variable, file.path)] as const),
        ]),
      }),
    );
};

function wordOf(name: string, variable: StepVariable | undefined, path: string): Word {
  const start = { file: path, start: 0, end: 0 };
  if (!variable) return { segments: [{ text: null, span: start, unknown: { reason: 'variable', name } }], span: start };
  const span = variable.pieces[0]?.span ?? start;
  return { segments: variable.value === '' ? [] : [{ text: variable.value, span }], span };
}

const fromCompose: Reader = (repository, file) => {
  const commands = composeCommands(repository, file);
  if (commands.length === 0) return [];
  return [createScript(repository, parseShell({ path: file.path, text: '' }), { language: 'compose', commands })];
};
