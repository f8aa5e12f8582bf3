import { type Pair, parseNumber } from './pairs';
import type { Range } from './when';

const KALDI =
  /(?:(objective function)|(log-(?:likelihood|probability))|accuracy) for '([\w.-]{1,40})'(?: for minibatches \d{1,12}-(\d{1,12}))? is (?:[-+\d.einaf]{1,30} \+ (?:[-+\d.einaf]{1,30} \+ )?[-+\d.einaf]{1,30} = )?([-+\d.einaf]{1,30}) (?:per frame, )?over /;

/** The minibatch and the value that Kaldi's nnet3 and chain programs print in a sentence; the last of a sum is the sum itself. */
export function kaldiPair(line: string): { readonly pair: Pair; readonly step?: Range } | undefined {
  if (!line.includes(" for '")) return undefined;
  const found = KALDI.exec(line);
  if (found === null) return undefined;
  const [, objective, likelihood, output, minibatch, value] = found as unknown as (string | undefined)[];
  const offset = line.lastIndexOf(value!, found.index + found[0].length - 1);
  const name = objective ?? likelihood ?? 'accuracy';
  const component = output === 'output' ? {} : { component: output! };
  const at = minibatch === undefined ? -1 : line.indexOf(`-${minibatch} is`, found.index) + 1;
  return {
    pair: {
      name: output === 'output' ? name : `${name} ${output}`,
      meaning: { metric: name === 'accuracy' ? 'accuracy' : 'objective', better: 'higher', ...component },
      value: parseNumber(value!),
      offset,
      end: offset + value!.length,
      written: name === 'accuracy' ? 'fraction' : 'number',
      isMarked: true,
    },
    ...(at === -1 ? {} : { step: [at, at + minibatch!.length] }),
  };
}
