import { type Devcontainer, readDevcontainer } from '../languages/devcontainer';
import { type EvaluatedCommand, parseEmbedded, parseShell } from '../languages/shell';
import { folderOf, nameOf } from '../text/path';
import type { SourceFile } from '../text/span';
import { createScript } from './script';
import type { Repository, Script } from './targets';
import { atRoot, dockerCommand, wordAt } from './written-command';

/** The commands of a development container, each as a script in the folder that is opened, and what starts the container. */
export function devcontainerScripts(repository: Repository, file: SourceFile): readonly Script[] {
  const folder = openedFolder(file.path);
  const found = readDevcontainer(file, atRoot(folder));
  if (!found) return [];
  const start = { language: 'devcontainer', folder: found.isInWorkspace ? atRoot(folder) : null } as const;
  const commands = containerCommands(found, file.path, folder);
  return [
    ...(commands.length > 0
      ? [createScript(repository, parseShell({ path: file.path, text: '' }), { language: 'devcontainer', commands })]
      : []),
    ...found.commands.map((text) => createScript(repository, parseEmbedded(text), start)),
  ];
}

/** `.devcontainer/devcontainer.json`, `.devcontainer/NAME/devcontainer.json` or `.devcontainer.json` in the folder that is opened. */
function openedFolder(path: string): string {
  const folder = folderOf(path);
  if (nameOf(path) === '.devcontainer.json') return folder;
  return nameOf(folder) === '.devcontainer' ? folderOf(folder) : folderOf(folderOf(folder));
}

/** The Dockerfile and the context are relative to the file. The image's name is made of its path, as no other image has that. */
function containerCommands({ run, build, span }: Devcontainer, path: string, folder: string): readonly EvaluatedCommand[] {
  const own = atRoot(folderOf(path));
  const image = wordAt(
    `devcontainer/${path
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-')}`,
    span,
  );
  if (!run) return [];
  if (!build) return [dockerCommand('run', run, span, atRoot(folder))];
  const file = [wordAt('--file', span), build.dockerfile, build.context ?? wordAt('.', span)];
  return [
    dockerCommand('build', [wordAt('--tag', span), image, ...file], span, own),
    dockerCommand('run', [...run.slice(0, -1), image], span, atRoot(folder)),
  ];
}
