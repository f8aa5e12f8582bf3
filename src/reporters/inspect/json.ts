import { type SpecJson, specJson } from '../../languages/docker';
import { type EvaluatedCommand, showRoots, type Word, wordText } from '../../languages/shell';
import type { InspectedLaunch, Inspection } from '../../model/inspection';
import type { Start } from '../../model/targets';
import type { Region, Span } from '../../text/span';

/** A place in a file. Lines and columns are from 1, columns in UTF-16 units, the end is exclusive. */
export type InspectedPlace = { readonly file: string } & Region;

/** The output of `cvl inspect --format json`, documented in `docs/inspect.md`. */
export interface InspectionJson {
  readonly script: string;
  readonly mode: 'symbolic' | 'concrete';
  /** In order of execution. */
  readonly launches: readonly LaunchJson[];
  /** The Python programs, those on the host first. Null in concrete mode. */
  readonly starts: readonly StartJson[] | null;
  readonly incomplete: readonly string[];
}

export interface LaunchJson {
  readonly engine: string;
  readonly verb: string;
  /** The engine's name first. Null for an unknown word. */
  readonly argv: readonly (string | null)[];
  /** Where each word is written. */
  readonly origins: readonly InspectedPlace[];
  /** The condition under which each word is there. Null if it always is. */
  readonly conditions: readonly (string | null)[];
  readonly certainty: 'always' | 'sometimes' | 'unknown';
  /** The condition in words. Null if there is none. */
  readonly when: string | null;
  readonly span: InspectedPlace;
  /** For `run` and `create`. Null for other verbs. */
  readonly spec: SpecJson<InspectedPlace> | null;
  /** What the client would reject. */
  readonly problems: readonly { readonly message: string }[];
  /** What the client would accept and the engine reject. */
  readonly engineProblems: readonly { readonly message: string }[];
}

export interface StartJson {
  /** `python`, `torchrun`, `accelerate`, … */
  readonly runner: string;
  /** What it runs, as written. */
  readonly target: { readonly kind: Start['target']['kind']; readonly text: string | null; readonly at: InspectedPlace };
  /** The entry file, if it's in the repository. */
  readonly entry: string | null;
  /** The words after the target. Null for an unknown word. */
  readonly arguments: readonly (string | null)[];
  /** Where each of the arguments is written. */
  readonly origins: readonly InspectedPlace[];
  /** The folder that it starts in. Null if unknown. */
  readonly workdir: string | null;
  /** What the script sets for it, by name. Null for an unknown value. */
  readonly variables: { readonly [name: string]: string | null };
  readonly launcher: { readonly name: string; readonly options: readonly (string | null)[] } | null;
  /** How many processes the launcher starts on a machine. Null if it doesn't say. */
  readonly processes: number | null;
  readonly world: 'host' | 'container';
  /** The index of its launch in `launches`. Null on the host, and for what an image runs by itself. */
  readonly launch: number | null;
  readonly certainty: 'always' | 'sometimes' | 'unknown';
  /** The condition in words. Null if there is none. */
  readonly when: string | null;
  readonly span: InspectedPlace;
}

export type PlaceOf = (span: Span) => InspectedPlace;

export function inspectionAsJson(inspection: Inspection, placeOf: PlaceOf): InspectionJson {
  return {
    script: inspection.script.path,
    mode: inspection.mode,
    launches: inspection.launches.map((launch) => launchAsJson(inspection, launch, placeOf)),
    starts: inspection.starts?.map((start) => startAsJson(inspection, start, placeOf)) ?? null,
    incomplete: inspection.incomplete,
  };
}

function launchAsJson(inspection: Inspection, { command, spec }: InspectedLaunch, placeOf: PlaceOf): LaunchJson {
  const cwd = wordText(command.cwd);
  return {
    engine: command.engine,
    verb: command.verb,
    argv: [command.engine, ...command.argv.slice(1).map(shown)],
    origins: command.argv.map((word) => placeOf(word.span)),
    conditions: command.argv.map((word) => inWords(word.when ?? [])),
    certainty: command.certainty,
    when: inWords(command.when),
    span: placeOf(command.span),
    spec: spec
      ? specJson(spec, {
          origin: (flag) => placeOf(flag.span),
          environment: clientEnvironment(inspection, command),
          text: showRoots,
          ...(cwd !== undefined && { cwd }),
        })
      : null,
    problems: (spec?.problems ?? []).map(({ message }) => ({ message })),
    engineProblems: (spec?.engineProblems ?? []).map(({ message }) => ({ message })),
  };
}

function startAsJson({ launches }: Inspection, start: Start, placeOf: PlaceOf): StartJson {
  const { runner, target, entry, workdir, launcher, processes, world, launch, command, certainty, span } = start;
  const index = launches.findIndex(({ command }) => command === launch?.command);
  return {
    runner,
    target: { kind: target.kind, text: shown(target.part.word), at: placeOf(target.part.span) },
    entry: entry ?? null,
    arguments: start.arguments.map(({ word }) => shown(word)),
    origins: start.arguments.map((part) => placeOf(part.span)),
    workdir: rooted(workdir),
    variables: Object.fromEntries(ownVariables(start).map(([name, value]) => [name, rooted(value)])),
    launcher: launcher ? { name: launcher.name, options: launcher.options.map(({ word }) => shown(word)) } : null,
    processes: processes?.count ?? null,
    world: world.kind,
    launch: index < 0 ? null : index,
    certainty,
    when: inWords(command.when),
    span: placeOf(span),
  };
}

/** What the shell sets by itself. */
const ofTheShell: ReadonlySet<string> = new Set(['HOME', 'PWD', 'OLDPWD']);

/** The variables that the script sets for a program. */
export const ownVariables = ({ variables }: Start): (readonly [name: string, value: string | undefined])[] =>
  [...variables].filter(([name]) => !ofTheShell.has(name));

const rooted = (text: string | undefined): string | null => (text === undefined ? null : showRoots(text));

const shown = (word: Word): string | null => rooted(wordText(word));

export const inWords = (when: readonly { readonly words: string }[]): string | null =>
  when.length === 0 ? null : when.map(({ words }) => showRoots(words)).join(' and ');

/** The variables of the client's environment: those that are given, and those that the script exports. */
function clientEnvironment(inspection: Inspection, command: EvaluatedCommand): Readonly<Record<string, string>> {
  const exported = [...command.environment].flatMap(([name, word]) => {
    const text = wordText(word);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { ...inspection.environment, ...Object.fromEntries(exported) };
}
