import type { Example, Targets } from '../../model/targets';
import type { Location } from '../../text/span';
import { type Subject, subjects } from '../vocabulary';
import { dockerfileValue } from './dockerfile';
import { exampleValue } from './example';
import { launchValue } from './launch';
import { metadataValue } from './metadata';
import { pythonValue } from './python';
import { runValue } from './run';
import { scriptValue } from './script';
import { startValue } from './start';

/** What an expression can use of one target. */
export interface Facts {
  readonly variables: { readonly [name: string]: unknown };
  /** The place of a finding about the whole target. */
  readonly at: Location;
}

const values: { readonly [subject in Subject]: (target: Targets[subject]) => object } = {
  metadata: ({ example }) => metadataValue(example),
  example: exampleValue,
  script: scriptValue,
  launch: launchValue,
  start: startValue,
  dockerfile: dockerfileValue,
  python: pythonValue,
  run: runValue,
};

export function factsOf<S extends Subject>(subject: S, target: Targets[S]): Facts {
  const { path } = target;
  const example: Example | undefined = subject === 'example' ? (target as Example) : (target as { example?: Example }).example;
  return {
    variables: {
      file: path,
      example: exampleValue(example),
      metadata: metadataValue(example),
      [subjects[subject].variable]: values[subject](target),
    },
    at: 'span' in target ? target.span : { file: path },
  };
}
