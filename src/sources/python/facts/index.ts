import type { PythonFile } from '../parse';
import { type EnvironmentFacts, environmentOf } from './environment';
import { type ImportFact, importsOf } from './imports';
import { type CommandLineFacts, optionsOf } from './options';

/** What a file's code needs and does. Each kind is collected when it is first asked for. */
export interface PythonFacts {
  readonly imports: readonly ImportFact[];
  readonly environment: EnvironmentFacts;
  readonly commandLine: CommandLineFacts;
}

type Collectors = { readonly [Kind in keyof PythonFacts]: (file: PythonFile) => PythonFacts[Kind] };

const collectors: Collectors = {
  imports: importsOf,
  environment: environmentOf,
  commandLine: optionsOf,
};

export function factsOf(file: PythonFile): PythonFacts {
  const facts = {};
  for (const [kind, collect] of Object.entries(collectors) as [keyof PythonFacts, (file: PythonFile) => unknown][]) {
    let made: { readonly value: unknown } | undefined;
    Object.defineProperty(facts, kind, {
      enumerable: true,
      get: () => {
        made ??= { value: collect(file) };
        return made.value;
      },
    });
  }
  return facts as PythonFacts;
}
