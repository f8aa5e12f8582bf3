import { type SpecJson, specJson } from '../../languages/docker';
import { type EvaluatedCommand, showRoots, type Word, wordText } from '../../languages/shell';
import type { InspectedLaunch, Inspection } from '../../model/inspection';
import type { Span } from '../../text/span';
import type { Region } from '../locate';

/** A place in a file. Lines and columns are from 1, columns in UTF-16 units, the end is exclusive. */
export type InspectedPlace = { readonly file: string } & Region;

/** The output of `cvl inspect --format json`, documented in `docs/inspect.md`. */
export interface InspectionJson {
  readonly script: string;
  readonly mode: 'symbolic' | 'concrete';
  /** In order of execution. */
  readonly launches: readonly LaunchJson[];
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

export type PlaceOf = (span: Span) => InspectedPlace;

export function inspectionAsJson(inspection: Inspection, placeOf: PlaceOf): InspectionJson {
  return {
    script: inspection.script.path,
    mode: inspection.mode,
    launches: inspection.launches.map((launch) => launchAsJson(inspection, launch, placeOf)),
    incomplete: inspection.incomplete,
  };
}

function launchAsJson(inspection: Inspection, { command, spec }: InspectedLaunch, placeOf: PlaceOf): LaunchJson {
  const cwd = wordText(command.cwd);
  const shown = (word: Word): string | null => {
    const text = wordText(word);
    return text === undefined ? null : showRoots(text);
  };
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
