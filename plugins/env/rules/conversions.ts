import { defineRule, type Report, type Sample, type Span } from '../../../src/api';
import { fits, isNumber } from '../values';

type Message = 'integer' | 'float' | 'truth';

const sample = (python: string): Sample => ({
  'train.sh': `#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace demo python train.py
`,
  'train.py': python,
});

export default defineRule<'example', Record<string, never>, Message>({
  name: 'conversions',
  scope: 'example',
  docs: {
    summary: 'Python converts the default of an environment variable as intended',
    why: '`int("1e3")` raises ValueError, so the run ends wherever the variable isn\'t set. `bool("false")` is True, so a switch that is off by default is on.',
    bad: [
      {
        wrong: '`int()` reads digits only.',
        sample: sample('import os\nworkers = int(os.environ.get("WORKERS", "1e3"))\n'),
      },
      { wrong: '`float()` reads numbers only.', sample: sample('import os\nrate = float(os.getenv("RATE", "high"))\n') },
      {
        wrong: 'Any nonempty text is true.',
        sample: sample('import os\nuse_ema = bool(os.environ.get("USE_EMA", "false"))\n'),
      },
    ],
    good: sample(`import os
workers = int(os.environ.get("WORKERS", "4"))
use_ema = os.environ.get("USE_EMA", "false").lower() == "true"
`),
  },
  messages: {
    integer: "Where {{name}} isn't set, this is `int({{value}})`, which raises ValueError. Make the default a whole number.",
    float: "Where {{name}} isn't set, this is `float({{value}})`, which raises ValueError. Make the default a number.",
    truth:
      '`bool()` is True for any nonempty text, including {{value}}. Compare the text: `os.environ.get("{{name}}", "").lower() in ("1", "true", "yes")`.',
  },
  *check({ python, repository }): Iterable<Report<Message>> {
    for (const { python: file, path } of python) {
      if (!repository.entry(path) || !mayFail(file.source.text)) continue;
      for (const { name, span, conversion, fallback } of file.facts.environment.reads) {
        if (fallback.kind !== 'known' || typeof fallback.value !== 'string' || fallback.setters.length > 0) continue;
        const message = problemOf(conversion ?? '', fallback.value);
        if (!message || (message === 'truth' && !isCast(file.source.text, span))) continue;
        yield { message, data: { name, value: JSON.stringify(fallback.value) }, at: span };
      }
    }
  },
});

/** What the conversion of a default does, where that isn't what was meant. */
function problemOf(conversion: string, value: string): Message | undefined {
  if (conversion === 'int') return fits(value, 'integer') ? undefined : 'integer';
  if (conversion === 'float') return isNumber(value) || /^\s*[-+]?(inf|infinity|nan)\s*$/i.test(value) ? undefined : 'float';
  return conversion === 'bool' && /^(0|false|no|off)$/i.test(value) ? 'truth' : undefined;
}

/** What a conversion of a variable looks like, so that other files need no parsing. */
const converted = /\b(int|float|bool)\(\s*[^()]{0,120}(?:environ|getenv)/g;

/** A conversion that can be judged by its text: without a default, or with a literal. */
const whole =
  /\b\w+\(\s*(?:os\.)?(?:environ\[[^\]\n]{0,200}\]|(?:environ\.get|getenv)\(\s*["']\w+["']\s*(?:,\s*(?:(?:["']([^"'\\\n(),]*)["']|([^"'\\\n(),\s]+))\s*)?)?\))\s*\)/y;

/** Whether some conversion may get a default that it can't take. */
function mayFail(text: string): boolean {
  return [...text.matchAll(converted)].some(({ index, 1: conversion = '' }) => {
    whole.lastIndex = index;
    const found = whole.exec(text);
    const value = found?.[1] ?? found?.[2];
    return !found || (value !== undefined && problemOf(conversion, value) !== undefined);
  });
}

/** `bool(…)` itself, not a comparison with text. */
const isCast = (text: string, { start }: Span): boolean =>
  /\bbool\(\s*(?:os\.)?(?:environ\.get|getenv)\(\s*["']$/.test(text.slice(Math.max(0, start - 60), start));
