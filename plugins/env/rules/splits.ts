import { defineRule, type Example, isNear, type Report, type Span, stringValue } from '../../../src/api';
import { codeValuesOf, settingsOf, type Use } from '../uses';

interface Options {
  /** Variables that name a training split, and those that name one of held-out data. */
  readonly training: readonly string[];
  readonly heldOut: readonly string[];
  /** Names of splits. */
  readonly names: readonly string[];
}

type Id = 'same' | 'misspelled';

const names = { type: 'array', items: { type: 'string' } } as const;

const launch = (flags: string): string => `#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace ${flags}demo python train.py
`;

export default defineRule<'example', Options, Id>({
  name: 'splits',
  scope: 'example',
  docs: {
    summary: 'The splits of the data are spelled right, and the one for validation is not the one for training',
    why: 'A split that the dataset does not have stops the program. Validation on the training data looks better with every epoch, and hides overfitting.',
    bad: [
      {
        wrong: 'The validation is on the training data.',
        sample: { 'train.sh': launch('-e TRAIN_SPLIT=train -e VAL_SPLIT=train ') },
      },
      { wrong: 'No dataset has a split `trian`.', sample: { 'train.sh': launch('-e TRAIN_SPLIT=trian ') } },
      {
        wrong: 'No dataset has a split `vaildation`.',
        sample: {
          'train.sh': launch(''),
          'train.py': 'from datasets import load_dataset\ndata = load_dataset("org/leaves", split="vaildation")\n',
        },
      },
    ],
    good: {
      'train.sh': launch('-e TRAIN_SPLIT="train[:90%]" -e VAL_SPLIT="train[90%:]" '),
      'train.py': 'from datasets import load_dataset\ndata = load_dataset("org/chat", split="train_sft")\n',
    },
    references: ['Training Pipeline Verification, “Data Configuration”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        training: { ...names, description: 'Variables that name a training split.' },
        heldOut: { ...names, description: 'Variables that name a split of held-out data.' },
        names: { ...names, description: 'Usual names of splits.' },
      },
    },
    tables: {
      training: 'environment-variables.splits.training',
      heldOut: 'environment-variables.splits.heldOut',
      names: 'environment-variables.splits.names',
    },
  },
  messages: {
    same: '{{name}} is {{value}}, which is the training split too, so the validation shows nothing but training data. Name a split of held-out data, such as `{{other}}`.',
    misspelled: 'No dataset has a split `{{value}}`. Write `{{right}}`.',
  },
  fixes: {
    misspelled: { replace: '{{value}}', by: '{{right}}', unsafe: true },
  },
  *check(example, { options }) {
    const { training, heldOut } = options;
    const isSplit = (name: string): boolean => training.includes(name) || heldOut.includes(name);
    const uses = [...settingsOf(example), ...codeValuesOf(example, isSplit)].filter(({ name }) => isSplit(name));
    yield* misspelledIn([...uses.map(({ value, valueAt: at }) => ({ value, at })), ...loadedIn(example)], options);
    yield* sameIn(uses, options);
  },
});

interface Named {
  readonly value: string | undefined;
  readonly at: Span;
}

/** The splits that the code itself names to `load_dataset`. */
const loadedIn = ({ python, repository }: Example): Named[] =>
  python.flatMap(({ path, python: { facts, source } }) =>
    (source.text.includes('load_dataset') && repository.entry(path) ? facts.downloads : []).flatMap(({ by, call }) => {
      const split = by === 'datasets.load_dataset' ? call.argument('split') : undefined;
      return split && split.value.setters.length === 0 ? [{ value: stringValue(split.value), at: split.at }] : [];
    }),
  );

/** `trian`, `vaildation[:10%]`, `train+vlidation`. */
function* misspelledIn(named: readonly Named[], { names }: Options): Iterable<Report<Id>> {
  const seen = new Set<string>();
  for (const { value, at } of named) {
    for (const part of value?.split('+') ?? []) {
      const word = part.replace(/\[.*/s, '').trim();
      const right = names.includes(word)
        ? undefined
        : names.find((name) => name.length >= 4 && isNear(word, name) && !isOtherForm(word, name));
      const key = `${at.file} ${at.start}`;
      if (right !== undefined && !seen.has(key)) yield { message: 'misspelled', data: { value: word, right }, at };
      seen.add(key);
    }
  }
}

/** `tests` and `Train` are names that some datasets have. */
const isOtherForm = (word: string, name: string): boolean =>
  word === `${name}s` || `${word}s` === name || word.toLowerCase() === name;

/** The values of each kind that count: one of each, given in the same place. */
function* sameIn(uses: readonly Use[], { training, heldOut, names }: Options): Iterable<Report<Id>> {
  const trained = uses.filter(({ name, value }) => training.includes(name) && value);
  const seen = new Set<string>();
  for (const { name, value, valueAt } of uses) {
    const other =
      heldOut.includes(name) && value
        ? trained.find((use) => use.value === value && use.valueAt.file === valueAt.file)
        : undefined;
    const key = `${valueAt.file} ${valueAt.start}`;
    if (!other || seen.has(key)) continue;
    seen.add(key);
    yield {
      message: 'same',
      data: { name, value, other: names.find((each) => each.startsWith('val')) ?? 'validation' },
      at: valueAt,
      related: [{ message: `${other.name} is set here.`, at: other.valueAt }],
    };
  }
}
