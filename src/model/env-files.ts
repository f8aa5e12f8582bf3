import { posix } from 'node:path';
import { conditionsOf, type Part, readEnvFile } from '../languages/docker';
import { rootedPath } from '../languages/shell';
import { foldersFrom, joinPath, normalizePath } from '../text/path';
import { query } from './query';
import type { Launch, UsedEnvFile } from './targets';

/** The env files of a launch, in order: later ones replace variables of earlier ones. */
export const envFilesOf = query('launch.envFiles', (launch: Launch): readonly UsedEnvFile[] => {
  const { repository, spec } = launch;
  const uses = spec.flags.filter(({ name, value }) => name === 'env-file' && value !== null);
  return uses.map((use) => {
    const part = use.value as Part;
    const path = pathOf(launch, part);
    const source = path !== undefined && readsLikeDocker(launch) && isShared(launch, path) ? repository.source(path) : undefined;
    const sometimes = conditionsOf(use).length > 0;
    return { part, path, content: source && readEnvFile(source), sometimes };
  });
});

/** Compose and other engines have parsers of their own. */
const readsLikeDocker = ({ command, script }: Launch): boolean =>
  script.language !== 'compose' && /^(?:nvidia-)?docker$/.test(command.engine);

/** A file that the repository has as it is: neither somebody's own nor one that the script writes. */
const isShared = ({ repository, command }: Launch, path: string): boolean =>
  repository.entry(path) !== undefined &&
  !repository.isIgnored(path) &&
  ![...command.created.keys()].some((created) => created.endsWith(`/${path}`));

/** A path that starts at the caller's folder is looked for from the script's own folder up. */
function pathOf({ command, repository, path: script }: Launch, { text }: Part): string | undefined {
  if (text === undefined || text === '') return undefined;
  const cwd = command.cwd.segments.map((segment) => segment.text ?? '\n').join('');
  const whole = text.startsWith('/') ? text : posix.join(cwd, text);
  const rooted = whole.includes('\n') ? undefined : rootedPath(posix.normalize(whole));
  if (!rooted || rooted.above > 0) return undefined;
  if (rooted.root === 'repository') return rooted.path;
  if (rooted.root !== 'caller') return undefined;
  const candidates = foldersFrom(script)
    .slice(1)
    .map((folder) => normalizePath(joinPath(folder, rooted.path)));
  return candidates.find((candidate) => candidate !== undefined && repository.kind(candidate) === 'file');
}

/** A variable that the env files give, undefined if it can't be known, null if they surely don't have it. */
export function fromEnvFiles(launch: Launch, name: string): string | null | undefined {
  for (const { content, sometimes } of envFilesOf(launch).toReversed()) {
    const entry = content?.entries.findLast((each) => each.name === name);
    if (!content || (entry && (sometimes || entry.value === null))) return undefined;
    if (entry) return entry.value;
  }
  return null;
}
