import { servicesOf } from '../languages/compose';
import { type EvaluatedCommand, REPOSITORY } from '../languages/shell';
import { folderOf, joinPath, normalizePath } from '../text/path';
import type { SourceFile } from '../text/span';
import { keyedQuery } from './query';
import type { Repository } from './targets';
import { atRoot, dockerCommand } from './written-command';

/** The `docker` commands that do what the services of a compose file do: a build, if it has one, and the start of its container. */
export function composeCommands(repository: Repository, { path }: SourceFile): readonly EvaluatedCommand[] {
  const yaml = repository.yaml(path);
  if (!yaml || yaml.problems.some(({ code }) => code !== 'MULTIPLE_DOCS' && code !== 'TAG_RESOLVE_FAILED')) return [];
  const folder = folderOf(path);
  const services = servicesOf(yaml, {
    folder: atRoot(folder),
    environment: environmentIn(repository, folder),
    open(from, file) {
      const base = from.folder.slice(REPOSITORY.length + 1);
      const found = normalizePath(joinPath(base, file));
      const opened = found === undefined ? undefined : repository.yaml(found);
      return opened && found !== undefined ? { yaml: opened, folder: atRoot(folderOf(found)) } : undefined;
    },
  });
  return services.flatMap(({ span, run, build }) => [
    ...(build ? [dockerCommand('build', build, span, atRoot(folder))] : []),
    dockerCommand('run', run, span, atRoot(folder)),
  ]);
}

/** The variables of the `.env` file in a folder, if it's part of the repository. */
const environmentIn = keyedQuery(
  'repository.composeEnvironment',
  (repository: Repository, folder): ReadonlyMap<string, string> => {
    const path = joinPath(folder, '.env');
    const text = repository.entry(path) ? (repository.source(path)?.text ?? '') : '';
    return new Map([...text.matchAll(assignment)].map(([, name = '', value = '']) => [name, unquoted(value.trim())]));
  },
);

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=([^\n#]*)/gm;

const unquoted = (value: string): string => /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
