import { holdsScripts } from '../model/embedded-scripts';
import { isComposePath, isScriptPath } from '../model/file-kinds';
import { type InspectedLaunch, type Inspection, inspectSymbolically } from '../model/inspection';
import type { Repository, Script, Start } from '../model/targets';
import type { PlaceOf } from '../reporters/inspect/json';
import { inspectionAsTable } from '../reporters/inspect/table';
import type { Span } from '../text/span';
import { type Positions, positionsIn } from './positions';
import { yamlPathAt } from './yaml-path';

/** A container or a program that a file starts, with the place of the command. */
export interface Started {
  readonly inspection: Inspection;
  readonly span: Span;
  readonly launch?: InspectedLaunch;
  readonly start?: Start;
}

/** The scripts that a file is or holds. */
export function scriptsIn(repository: Repository, path: string): readonly Script[] {
  if (holdsScripts(path)) return repository.embeddedScriptsIn(path);
  const script = isScriptPath(path) ? repository.script(path) : undefined;
  return script ? [script] : [];
}

/** What a file starts, as far as the commands are written in it. */
export const startedIn = (repository: Repository, path: string): readonly Started[] =>
  scriptsIn(repository, path)
    .map((script) => inspectSymbolically(repository, script))
    .flatMap((inspection): readonly Started[] => [
      ...inspection.launches.map((launch) => ({ inspection, launch, span: launch.command.span })),
      ...(inspection.starts ?? []).map((start) => ({ inspection, start, span: start.span })),
    ])
    .filter(({ span }) => span.file === path);

/** What is started at an offset: a container before the programs in it. All of a service of a compose file is its container. */
export function startedAt(repository: Repository, path: string, offset: number): Started | undefined {
  const all = startedIn(repository, path);
  const service = serviceAt(repository, path, offset);
  const isHere = ({ span }: Started): boolean =>
    service ? service.start <= span.start && span.end <= service.end : span.start <= offset && offset <= span.end;
  const here = all.filter(isHere);
  return here.find(({ launch }) => launch) ?? here[0];
}

/** The service of a compose file that an offset is in, from its name to its end. */
function serviceAt(repository: Repository, path: string, offset: number): Pick<Span, 'start' | 'end'> | undefined {
  const yaml = isComposePath(path) ? repository.yaml(path) : undefined;
  const at = yaml && yamlPathAt(yaml, offset);
  if (!yaml || at?.[0] !== 'services' || at.length < 2) return undefined;
  const name = yaml.keySpan(at.slice(0, 2));
  const value = yaml.valueSpan(at.slice(0, 2));
  return name && value && { start: name.start, end: value.end };
}

/** A container or program in words, as `cvl inspect` shows it. */
export function inWords({ inspection, launch, start }: Started, repository: Repository): string {
  const only: Inspection = { ...inspection, launches: launch ? [launch] : [], starts: start ? [start] : [], incomplete: [] };
  const own = launch && inspection.starts?.filter((each) => each.launch?.command === launch.command);
  return inspectionAsTable(own ? { ...only, starts: own } : only, placesIn(repository));
}

function placesIn(repository: Repository): PlaceOf {
  const known = new Map<string, Positions>();
  return ({ file, start, end }) => {
    let positions = known.get(file);
    if (!positions) known.set(file, (positions = positionsIn(repository.source(file)?.text ?? '')));
    const from = positions.at(start);
    const to = positions.at(end);
    return { file, line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
  };
}
