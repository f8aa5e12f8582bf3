import { causes, defineRule, type Program, type Report, type Span, type YamlDocument, type YamlPath } from '../../../src/api';
import { pyYamlFiles } from '../passed-files';
import { inBaseSixty, isTextToPyYaml, octal, truthOfWord, withPointAndSign } from '../scalars';

type Id = 'text' | 'truth' | 'sixty' | 'octal';

const program = (config: string, use: string) => ({
  'train.sh': '#!/bin/bash\ncd "$(dirname "$0")" || exit 1\npython train.py --config config.yaml\n',
  'train.py': `import argparse
import yaml

parser = argparse.ArgumentParser()
parser.add_argument("--config")
with open(parser.parse_args().config) as file:
    config = yaml.safe_load(file)
${use}
`,
  'config.yaml': config,
});

export default defineRule<'start', object, Id>({
  name: 'types',
  scope: 'start',
  languages: ['shell', 'make', 'workflow', 'compose', 'markdown', 'dockerfile'],
  docs: {
    summary: 'Values in configuration files that PyYAML reads are what they look like',
    why: 'PyYAML reads YAML 1.1: `1e5` is text, because a number with an exponent needs a point and a sign; `no` and `off` are false; `12:30:00` is the number 45000; `0123` is the octal number 83. The program stops with a TypeError far from the file, or goes on with another value. Files that OmegaConf, Hydra, ruamel.yaml, or pydantic read are not reported, nor are values that the code converts itself.',
    bad: [
      {
        wrong: 'PyYAML reads the number of steps as text.',
        sample: program('max_steps: 1e5\n', 'for step in range(config["max_steps"]):\n    pass'),
      },
      {
        wrong: 'One of the languages is `False`.',
        sample: program('languages: [de, no, sv]\n', 'print([name.upper() for name in config["languages"]])'),
      },
      {
        wrong: 'The code compares a boolean with a text.',
        sample: program('schedule: off\n', 'if config["schedule"] == "off":\n    print("constant learning rate")'),
      },
      { wrong: 'The time is the number 45000.', sample: program('time: 12:30:00\n', 'print("--time=" + config["time"])') },
      { wrong: 'The subject has another number.', sample: program('subject: 0123\n', 'print(config["subject"])') },
    ],
    good: [
      program('max_steps: 100000\nlanguages: [de, "no", sv]\n', 'print(config)'),
      program('max_steps: 1e5\n', 'for step in range(int(float(config["max_steps"]))):\n    pass'),
      program('shuffle: no\n', 'if config["shuffle"]:\n    print("shuffled")'),
    ],
    references: ['https://yaml.org/type/', 'https://github.com/yaml/pyyaml/issues/173'],
  },
  messages: {
    text: 'PyYAML reads `{{written}}` as text, not as a number. Write `{{instead}}`.',
    truth: 'PyYAML reads `{{written}}` as {{value}}, but the code takes it for text. Write `{{instead}}`.',
    sixty: 'PyYAML reads `{{written}}` as the number {{value}}, in base 60. Write `{{instead}}`.',
    octal: 'PyYAML reads `{{written}}` as the octal number {{value}}. Write `{{instead}}`.',
  },
  fixable: true,
  *check(start) {
    const { program } = start;
    for (const document of program ? pyYamlFiles(program) : []) {
      for (const scalar of plainScalars(document)) {
        const found = misread(scalar, program!);
        if (!found) continue;
        const { at } = scalar;
        const related = [{ message: 'The program that reads it starts here.', at: start.target.part.span }];
        const fix = [{ ...at, text: String(found.data?.['instead']) }];
        yield { ...found, at, related, follows: causes.value(at), cause: causes.value(at), fix };
      }
    }
  },
});

interface Scalar {
  readonly written: string;
  readonly at: Span;
  /** The last key above it. */
  readonly key: string;
  /** What is beside it in a list, as written. Empty in a mapping. */
  readonly besides: readonly string[];
}

function misread(scalar: Scalar, program: Program): Omit<Report<Id>, 'at'> | undefined {
  const { written, key, besides } = scalar;
  const quoted = `"${written}"`;
  if (isTextToPyYaml(written)) {
    const instead = withPointAndSign(written);
    return isConverted(key, program) ? undefined : { message: 'text', data: { written, instead } };
  }
  const truth = truthOfWord(written);
  if (truth !== undefined) {
    const isText = besides.some(isWord) && besides.every((each) => isWord(each) || each === written);
    const value = truth ? 'true' : 'false';
    const isFound = isText || isCompared(key, written, program);
    return isFound ? { message: 'truth', data: { written, value, instead: quoted } } : undefined;
  }
  const sixty = inBaseSixty(written);
  if (sixty !== undefined) return { message: 'sixty', data: { written, value: sixty, instead: quoted } };
  const eight = octal(written);
  if (eight === undefined || /mode|perm|umask/i.test(key)) return undefined;
  return { message: 'octal', data: { written, value: eight, instead: quoted } };
}

/** A text without quotes that is neither a number nor a truth. */
const isWord = (written: string): boolean =>
  /^[A-Za-z][\w-]*$/.test(written) && truthOfWord(written) === undefined && !/^(?:true|false|null)$/i.test(written);

/** `float(config["lr"])` or `int(…)` anywhere in the program. */
const isConverted = (key: string, program: Program): boolean =>
  [...program.graph.files.values()].some(({ index, source, span }) =>
    index.calls.some(({ node }) => {
      if (node.func.nodeType !== 'Name' || !/^(?:float|int|Decimal)$/.test(node.func.id)) return false;
      const { start, end } = span(node);
      return source.text.slice(start, end).includes(key);
    }),
  );

/** `config["schedule"] == "off"`, with the very word. */
const isCompared = (key: string, word: string, { graph }: Program): boolean =>
  [...graph.files.values()].some(({ source: { text } }) =>
    [...text.matchAll(comparison)].some(
      ({ groups }) => (groups?.['item'] ?? groups?.['name']) === key && groups?.['text'] === word,
    ),
  );

const comparison =
  /(?:\[["'](?<item>\w{1,60})["']\]|\.(?:get\(["'])?(?<name>\w{1,60})(?:["'](?:,[^()\n]{0,40})?\))?)\s{0,4}[!=]=\s{0,4}["'](?<text>\w{1,20})["']/g;

/** The scalars of a document that are written without quotes. */
function plainScalars(document: YamlDocument): readonly Scalar[] {
  const { file, value, isQuoted, valueSpan } = document;
  const written = (at: Span): string => file.text.slice(at.start, at.end);
  const scalars: Scalar[] = [];
  const visit = (node: unknown, path: YamlPath, besides: readonly string[]): void => {
    if (Array.isArray(node)) {
      const all = node.map((_, index) => valueSpan([...path, index])).map((at) => (at ? written(at) : ''));
      for (const [index, item] of node.entries()) visit(item, [...path, index], all);
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, item] of Object.entries(node)) visit(item, [...path, key], []);
    } else {
      const at = valueSpan(path);
      if (at?.file !== file.path || isQuoted(path)) return;
      const key = path.findLast((part) => typeof part === 'string');
      scalars.push({ written: written(at), at, key: String(key ?? ''), besides });
    }
  };
  visit(value, [], []);
  return scalars;
}
