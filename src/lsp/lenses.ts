import type { CodeLens } from 'vscode-languageserver/node';
import type { Repository, RunArtifact } from '../model/targets';
import { partText } from '../reporters/inspect/words';
import { commands } from './capabilities';
import { type Positions, rangeOf } from './positions';
import { type Started, startedIn } from './started';

interface LensContext {
  readonly positions: Positions;
  uriOf(path: string): string;
}

/** A line above each container and program that a file starts, and above the metadata of an example that has runs. */
export async function lensesOf(
  repository: Repository,
  path: string,
  { uriOf, positions }: LensContext,
): Promise<readonly CodeLens[]> {
  const started = startedIn(repository, path).filter(({ start }) => !start?.launch);
  const lenses = started.map((each): CodeLens => {
    const range = positions.range(each.span.start, each.span.end);
    return { range, command: { title: titleOf(each), command: commands.inspect, arguments: [uriOf(path), each.span.start] } };
  });
  const example = repository.exampleOf(path);
  const runs = example && (example.metadata?.path === path || example.path === path) ? await example.runs() : [];
  return [...lenses, ...runs.map((run) => lensOfRun(run, uriOf(run.path), positions))];
}

function titleOf({ launch, start }: Started): string {
  if (start) return `inspect: ${start.runner} on the host`;
  const { spec, command } = launch!;
  if (!spec) return `inspect: ${command.engine} ${command.verb}`;
  const parts = [
    spec.image ? partText(spec.image) : 'an unknown image',
    ...(spec.mounts.length > 0 ? [`${spec.mounts.length} mount${spec.mounts.length === 1 ? '' : 's'}`] : []),
    ...(spec.gpus ? ['GPUs'] : []),
  ];
  return `inspect: ${parts.join(', ')}`;
}

function lensOfRun({ path, run }: RunArtifact, uri: string, positions: Positions): CodeLens {
  const title = `run ${path}: ${run.status}`;
  return { range: rangeOf({ file: path }, positions), command: { title, command: commands.open, arguments: [uri] } };
}
