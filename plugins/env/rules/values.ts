import { defineRule, type Example, type Report, type Span } from '../../../src/api';
import { defaults, type Options, schema, type Variable, type VariableType } from '../table';
import { codeValuesOf, settingsOf, type Use } from '../uses';

export default defineRule<'example', Options>({
  name: 'values',
  scope: 'example',
  docs: {
    summary: 'Environment variables have values of the kind that is read',
    why: 'A batch size that is no number ends the run at its first line, after the image was pulled and the model loaded. `bool("false")` is true, so a switch that is off in the script is on in the code.',
    bad: [
      { 'train.sh': '#!/bin/bash\nBATCH_SIZE="${BATCH_SIZE:-2 per gpu}"\npython train.py\n' },
      { Dockerfile: 'FROM python:3.12\nENV CUDA_VISIBLE_DEVICES=all\n' },
    ],
    good: [
      { 'train.sh': '#!/bin/bash\nBATCH_SIZE="${BATCH_SIZE:-2}" LR="${LR:-1e-4}" MODEL_ID=org/model\npython train.py\n' },
      { Dockerfile: 'FROM python:3.12\nENV CUDA_VISIBLE_DEVICES=0,1 USE_DORA=true\n' },
    ],
    references: ['Training Pipeline Verification, “Common Environment Variables”'],
  },
  options: { schema, defaults },
  messages: {
    type: '{{name}} ({{meaning}}) takes {{kind}}, not {{value}}; write {{sample}}',
    least: '{{name}} ({{meaning}}) is at least {{minimum}}, not {{value}}; write a larger number',
    conversion:
      'without {{name}} the code calls `{{conversion}}({{value}})`, which raises ValueError; give a default that is {{kind}}',
    truth:
      'any text is true, so `bool()` of {{name}} is true for {{value}} as well; compare the text, as in `os.environ.get("{{name}}", "").lower() in ("1", "true", "yes")`',
  },
  *check(example, { options }): Iterable<Found> {
    const variableOf = (name: string): Variable | undefined =>
      Object.hasOwn(options.variables, name) ? options.variables[name] : undefined;
    const mayBeWrong = (name: string, value: string | undefined): boolean => {
      const variable = variableOf(name);
      if (variable?.read !== 'library' || variable.type === 'text' || variable.type === 'flag') return false;
      return value === undefined || (value !== '' && !fits(value, variable.type));
    };
    for (const { name, value, valueAt, kind } of [...settingsOf(example), ...codeValuesOf(example, mayBeWrong)]) {
      const variable = variableOf(name);
      if (!variable || value === undefined || value === '') continue;
      const { minimum, meaning } = variable;
      const isOwn = example.metadata !== undefined;
      if (isOwn && minimum !== undefined && isNumber(value) && Number(value) < minimum && Number(value) !== -1)
        yield { message: 'least', data: { name, meaning, minimum, value: JSON.stringify(value) }, at: valueAt };
      if (fits(value, variable.type)) continue;
      if (variable.read === 'example' && (!example.metadata || mayBeRead(value, kind))) continue;
      const [kindWords, sample] = describe(variable.type);
      const data = { name, meaning, kind: kindWords, value: JSON.stringify(value), sample };
      yield { message: 'type', data, at: valueAt };
    }
    yield* conversions(example);
  },
});

type Found = Report<'type' | 'least' | 'conversion' | 'truth'>;

/** Words that code which reads a number often takes too. */
const openWords: ReadonlySet<string> = new Set(['auto', 'none', 'null', 'all', 'max', 'full', 'inf', 'default']);

/** The code that reads it may take more than the table says, and what is written in the code itself is what it takes. */
const mayBeRead = (value: string, kind: Use['kind']): boolean => openWords.has(value.toLowerCase()) || kind.startsWith('python');

function fits(value: string, type: VariableType): boolean {
  if (typeof type !== 'string') return type.includes(value);
  switch (type) {
    case 'integer':
      return /^\s*[-+]?\d[\d_]*\s*$/.test(value);
    case 'number':
      return isNumber(value);
    case 'boolean':
      return /^(true|false|1|0|yes|no|on|off|y|n|t|f)$/i.test(value);
    case 'devices':
      return /^-1$|^\d+(,\d+)*,?$|^(GPU|MIG)-[\w-]+(,(GPU|MIG)-[\w-]+)*$|^(NoDevFiles|void)$/.test(value.replace(/\s/g, ''));
    default:
      return true;
  }
}

const isNumber = (value: string): boolean => /^\s*[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value);

const kinds: { readonly [type: string]: readonly [string, string] } = {
  integer: ['a whole number', 'digits only'],
  number: ['a number', 'a number such as 1e-4'],
  boolean: ['true or false', '`true` or `false`'],
  devices: ['numbers of GPUs', 'numbers such as `0,1`, or leave it unset for all GPUs'],
};

const describe = (type: VariableType): readonly [string, string] =>
  typeof type === 'string'
    ? (kinds[type] ?? ['text', 'text'])
    : [`one of ${type.join(', ')}`, `one of ${type.map((value) => `\`${value}\``).join(', ')}`];

/** What a conversion of a variable looks like, so that other files need no parsing. */
const converted = /\b(int|float|bool)\(\s*[^()]{0,120}(?:environ|getenv)/g;

/** One that says it all: without a default, or with a literal. */
const whole =
  /\b\w+\(\s*(?:os\.)?(?:environ\[[^\]\n]*\]|(?:environ\.get|getenv)\(\s*["']\w+["']\s*(?:,\s*["']?([^"'\\\n(),]*)["']?\s*)?\))\s*\)/y;

/** Whether some conversion may meet a default that it can't take. */
function mayFail(text: string): boolean {
  return [...text.matchAll(converted)].some(({ index, 1: conversion = '' }) => {
    whole.lastIndex = index;
    const found = whole.exec(text);
    return !found || (found[1] !== undefined && problemOf(conversion, found[1]) !== undefined);
  });
}

/** Defaults in Python that its own conversion can't take. */
function* conversions({ python, repository }: Example): Iterable<Found> {
  for (const { python: file, path } of python) {
    if (!repository.entry(path) || !mayFail(file.source.text)) continue;
    for (const { name, span, conversion, fallback } of file.facts.environment.reads) {
      if (fallback.kind !== 'known' || typeof fallback.value !== 'string' || fallback.setters.length > 0) continue;
      const { value } = fallback;
      const data = { name, value: JSON.stringify(value), conversion, kind: conversion === 'int' ? 'a whole number' : 'a number' };
      const problem = problemOf(conversion ?? '', value);
      if (problem && (problem === 'conversion' || isCast(file.source.text, span))) yield { message: problem, data, at: span };
    }
  }
}

/** What comes of a conversion of a default, where it is not what was meant. */
function problemOf(conversion: string, value: string): 'conversion' | 'truth' | undefined {
  if (conversion === 'int') return fits(value, 'integer') ? undefined : 'conversion';
  if (conversion === 'float') return isNumber(value) || /^\s*[-+]?(inf|infinity|nan)\s*$/i.test(value) ? undefined : 'conversion';
  return conversion === 'bool' && /^(0|false|no|off)$/i.test(value) ? 'truth' : undefined;
}

/** `bool(…)` itself, not a comparison with text. */
const isCast = (text: string, { start }: Span): boolean =>
  /\bbool\(\s*(?:os\.)?(?:environ\.get|getenv)\(\s*["']$/.test(text.slice(Math.max(0, start - 60), start));
