import type { Rule, Scope } from '../api/rule';
import type { CommandLanguage, Example, Repository, Script, Targets } from '../model/targets';

/** Something to check, with what decides the settings of the rules: its path and its example. */
export interface Target {
  readonly value: Targets[Scope];
  readonly path: string;
  readonly example: Example | undefined;
  /** What it's written in, if it's a command. */
  readonly language?: CommandLanguage;
}

/** Whether a path is at or below one of the given paths. `''` includes everything. */
export const isWanted = (path: string, wanted: readonly string[]): boolean =>
  wanted.some((root) => root === '' || path === root || path.startsWith(`${root}/`));

/** An example is checked if it's below a given path, or a given path is in it. */
const isVisited = (example: Example, wanted: readonly string[]): boolean =>
  isWanted(example.folder, wanted) || wanted.some((path) => isWanted(path, [example.folder]));

type Finder = (
  repository: Repository,
  wanted: readonly string[],
  languages: ReadonlySet<CommandLanguage>,
) => Iterable<Target> | AsyncIterable<Target>;

/** In what the commands that a rule checks may be written. */
export const languagesOf = ({ languages = ['shell'] }: Pick<Rule, 'languages'>): readonly CommandLanguage[] => languages;

/** The scripts in some languages. Other files aren't read. */
const scriptsIn = (repository: Repository, languages: ReadonlySet<CommandLanguage>): readonly Script[] => [
  ...(languages.has('shell') ? repository.scripts : []),
  ...([...languages].some((language) => language !== 'shell')
    ? repository.embeddedScripts.filter(({ language }) => languages.has(language))
    : []),
];

/** Finds the targets of each scope, without parsing them. Commands are found in the given languages. Directives are known only after everything else is checked. */
export const targetFinders: { readonly [scope in Exclude<Scope, 'directives'>]: Finder } = {
  repository: (repository) => [{ value: repository, path: '', example: undefined }],
  *example(repository, wanted) {
    for (const example of examples(repository, wanted)) yield { value: example, path: example.path, example };
  },
  *metadata(repository, wanted) {
    for (const example of examples(repository, wanted)) {
      if (example.metadata) yield { value: example.metadata, path: example.path, example };
    }
  },
  *script(repository, wanted) {
    for (const script of repository.scripts) {
      if (isWanted(script.path, wanted)) yield { value: script, path: script.path, example: script.example };
    }
  },
  *launch(repository, wanted, languages) {
    for (const script of scriptsIn(repository, languages)) {
      if (script.language === 'shell' ? !script.example || !isVisited(script.example, wanted) : !isWanted(script.path, wanted))
        continue;
      for (const value of script.launches) yield { value, path: value.path, example: value.example, language: script.language };
    }
  },
  *start(repository, wanted, languages) {
    for (const script of scriptsIn(repository, languages)) {
      if (!isWanted(script.path, wanted) && !(script.example && isVisited(script.example, wanted))) continue;
      for (const value of script.starts) yield { value, path: value.path, example: value.example, language: script.language };
    }
  },
  *dockerfile(repository, wanted) {
    for (const dockerfile of repository.dockerfiles) {
      if (isWanted(dockerfile.path, wanted) || (dockerfile.example && isVisited(dockerfile.example, wanted))) {
        yield { value: dockerfile, path: dockerfile.path, example: dockerfile.example };
      }
    }
  },
  *python(repository, wanted) {
    for (const example of examples(repository, wanted)) {
      for (const python of example.python) yield { value: python, path: python.path, example };
    }
  },
  *module(repository, wanted) {
    for (const { path, type } of repository.files) {
      const module = type === 'file' && path.endsWith('.py') && isWanted(path, wanted) ? repository.python(path) : undefined;
      if (module) yield { value: module, path, example: module.example };
    }
  },
  async *run(repository, wanted) {
    for (const run of await repository.runs(wanted)) yield { value: run, path: run.path, example: run.example };
  },
};

const examples = (repository: Repository, wanted: readonly string[]): readonly Example[] =>
  repository.examples.filter((example) => isVisited(example, wanted));
