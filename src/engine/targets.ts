import type { Rule, Scope } from '../api/rule';
import { embeddedIn, holdsScripts } from '../model/embedded-scripts';
import { isDockerfilePath, isPythonPath, isScriptPath } from '../model/file-kinds';
import { joinLive, type Live } from '../model/live/join';
import type { LintedRepository } from '../model/repository';
import { type RunSearch, runsInExample, runsOutside } from '../model/runs';
import type {
  CommandLanguage,
  Example,
  Launch,
  LiveContainer,
  LiveEngine,
  LiveImage,
  Repository,
  RunArtifact,
  Script,
  Targets,
} from '../model/targets';
import { isWanted, type Unit, unitsOf } from './units';

/** Directives are known only after everything else is checked. */
export type TargetScope = Exclude<Scope, 'directives'>;

export interface Places {
  readonly repository: LintedRepository;
  /** Paths to lint. */
  readonly wanted: readonly string[];
}

/** Something to check, with what decides the settings of the rules: its path and its example. */
export interface Target {
  readonly value: Targets[Scope];
  readonly path: string;
  readonly example: Example | undefined;
  /** What it's written in, if it's a command. */
  readonly language?: CommandLanguage;
}

type Finder = (unit: Unit, places: Places, languages: ReadonlySet<CommandLanguage>) => Iterable<Target> | AsyncIterable<Target>;

/** In what the commands that a rule checks may be written. */
export const languagesOf = ({ languages = ['shell'] }: Pick<Rule, 'languages'>): readonly CommandLanguage[] => languages;

/** Finds what rules of each scope look at in a unit, without parsing it. Commands are found in the given languages. */
export const targetsIn: { readonly [scope in TargetScope]: Finder } = {
  repository: (unit, { repository }) => (unit.kind === 'repository' ? [{ value: repository, path: '', example: undefined }] : []),
  *example(unit, { repository }) {
    const example = exampleOf(unit, repository);
    if (example) yield { value: example, path: example.path, example };
  },
  *metadata(unit, { repository }) {
    const example = exampleOf(unit, repository);
    if (example?.metadata) yield { value: example.metadata, path: example.path, example };
  },
  *script(unit, { repository, wanted }, languages) {
    const shell = languages.has('shell') ? scriptsIn(unit, repository) : [];
    for (const script of [...shell, ...embeddedScriptsIn(unit, repository, languages)]) {
      const { path, example, language } = script;
      if (isWanted(path, wanted)) yield { value: script, path, example, language };
    }
  },
  *launch(unit, { repository }, languages) {
    const shell = languages.has('shell') ? scriptsIn(unit, repository) : [];
    for (const script of [...shell, ...embeddedScriptsIn(unit, repository, languages)])
      for (const value of script.launches) yield { value, path: value.path, example: value.example, language: script.language };
  },
  *start(unit, { repository }, languages) {
    const shell = languages.has('shell') ? scriptsIn(unit, repository) : [];
    for (const script of [...shell, ...embeddedScriptsIn(unit, repository, languages)])
      for (const value of script.starts) yield { value, path: value.path, example: value.example, language: script.language };
  },
  *programs(unit, { repository }, languages) {
    const example = exampleOf(unit, repository);
    if (example) {
      const { path, programs } = example;
      yield { value: { repository, path, example, programs }, path, example };
    }
    const shell = !example && languages.has('shell') ? scriptsIn(unit, repository) : [];
    for (const script of [...shell, ...embeddedScriptsIn(unit, repository, languages)]) {
      const { path, programs, language } = script;
      if (programs.length > 0)
        yield { value: { repository, path, example: script.example, programs }, path, example: script.example, language };
    }
  },
  *dockerfile(unit, { repository }) {
    for (const path of filesIn(unit, repository, isDockerfilePath)) {
      const dockerfile = repository.dockerfile(path);
      if (dockerfile) yield { value: dockerfile, path, example: dockerfile.example };
    }
  },
  *python(unit, { repository }) {
    const example = exampleOf(unit, repository);
    for (const python of example?.python ?? []) yield { value: python, path: python.path, example };
  },
  *module(unit, { repository, wanted }) {
    for (const path of filesIn(unit, repository, isPythonPath)) {
      const module = isWanted(path, wanted) ? repository.python(path) : undefined;
      if (module) yield { value: module, path, example: module.example };
    }
  },
  *engine(unit, places) {
    const live = liveIn(unit, places);
    if (live) yield targetOf(live.engine);
  },
  *image(unit, places) {
    yield* liveIn(unit, places)?.images.map(targetOf) ?? [];
  },
  *container(unit, places) {
    yield* liveIn(unit, places)?.containers.map(targetOf) ?? [];
  },
  async *run(unit, { repository, wanted }) {
    for (const run of await runsIn(unit, repository, wanted)) yield { value: run, path: run.path, example: run.example };
  },
};

/** What a container engine has of the launches of shell scripts. Undefined but in `cvl doctor`. */
function liveIn({ kind }: Unit, { repository, wanted }: Places): Live | undefined {
  const facts = kind === 'live' ? repository.options.live?.() : undefined;
  return facts && joinLive(repository, facts, wantedLaunches(repository, wanted));
}

/** The launches of the shell scripts at the given paths. */
export const wantedLaunches = (repository: Repository, wanted: readonly string[]): readonly Launch[] =>
  repository.scripts.filter(({ path }) => isWanted(path, wanted)).flatMap(({ launches }) => launches);

const targetOf = (value: LiveEngine | LiveImage | LiveContainer): Target => ({ value, path: value.path, example: value.example });

/** All that a rule looks at. */
export async function* targetsFor(rule: Rule, scope: TargetScope, places: Places): AsyncIterable<Target> {
  const languages = new Set(languagesOf(rule));
  for (const unit of unitsOf(places.repository, places.wanted)) yield* targetsIn[scope](unit, places, languages);
}

const exampleOf = (unit: Unit, repository: Repository): Example | undefined =>
  unit.kind === 'example' ? repository.exampleOf(unit.path) : undefined;

function filesIn(unit: Unit, repository: Repository, isOfKind: (path: string) => boolean): readonly string[] {
  if (unit.kind === 'file') return isOfKind(unit.path) ? [unit.path] : [];
  const files = exampleOf(unit, repository)?.files ?? [];
  return files.flatMap(({ path, type }) => (type === 'file' && isOfKind(path) ? path : []));
}

const scriptsIn = (unit: Unit, repository: Repository): readonly Script[] =>
  filesIn(unit, repository, isScriptPath).flatMap((path) => repository.script(path) ?? []);

/** Other files aren't read if no language but the shell's is asked for. */
function embeddedScriptsIn(unit: Unit, repository: Repository, languages: ReadonlySet<CommandLanguage>): readonly Script[] {
  if ([...languages].every((language) => language === 'shell')) return [];
  const isAsked = (path: string): boolean => holdsScripts(path) && (languages.has('dockerfile') || !isDockerfilePath(path));
  const scripts = filesIn(unit, repository, isAsked).flatMap((path) => embeddedIn(repository, path));
  return scripts.filter(({ language }) => languages.has(language));
}

/** The search for runs that a unit is about. */
export async function searchIn(unit: Unit, repository: LintedRepository): Promise<RunSearch | undefined> {
  if (unit.kind === 'runs') return runsOutside(repository, unit.path);
  return unit.kind === 'example' ? runsInExample(repository, unit.path) : undefined;
}

async function runsIn(unit: Unit, repository: LintedRepository, wanted: readonly string[]): Promise<readonly RunArtifact[]> {
  const runs = (await searchIn(unit, repository))?.runs ?? [];
  if (unit.kind === 'runs') return runs;
  return runs.filter(({ path }) => wanted.some((each) => isWanted(path, [each]) || isWanted(each, [path])));
}
