import { type Dockerfile, defineRule, pattern, type Report, type Stage } from '../../../src/api';

export default defineRule({
  name: 'argument-scope',
  scope: 'dockerfile',
  docs: {
    summary: 'An ARG before FROM is declared again in the stage that uses it',
    why: 'An ARG above the first FROM is for FROM lines only. In a stage it is empty until the stage declares it, so `pip install torch==$VERSION` asks for no version, or fails.',
    bad: [
      {
        wrong: '`TORCH` is empty in the stage.',
        sample: 'ARG TORCH=2.4.1\nFROM python:3.12\nRUN pip install torch==$TORCH\n',
      },
      {
        wrong: '`FOLDER` is empty in the stage.',
        sample: 'ARG FOLDER=/app\nFROM python:3.12\nWORKDIR ${FOLDER}\n',
      },
    ],
    good: [
      'ARG TORCH=2.4.1\nFROM python:3.12\nARG TORCH\nRUN pip install torch==$TORCH\n',
      'ARG PYTHON_VERSION=3.12\nFROM python:${PYTHON_VERSION}\nRUN echo $PYTHON_VERSION\n',
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact'],
  },
  messages: {
    empty: "`{{name}}` is set above FROM, so it is empty in this stage. Write `ARG {{name}}` below this stage's FROM.",
  },
  fixes: {
    empty: { inStage: 'ARG {{name}}' },
  },
  *check({ dockerfile }) {
    for (const { name, span } of dockerfile.globalArgs) {
      for (const stage of dockerfile.stages) {
        const found = firstUse(name, stage, dockerfile);
        if (found) yield { ...found, related: [{ message: 'It is set here.', at: span }] };
      }
    }
  },
});

/** The first use of a global ARG that the stage, the stages below it and its base image don't set. */
function firstUse(name: string, stage: Stage, { file }: Dockerfile): Report | undefined {
  if (stage.variables.has(name) || isOfBase(name, stage) || isSetBelow(name, stage)) return undefined;
  const read = pattern`\$(?:${name}\b|\{${name}(?:\}|[#%/]))`;
  for (const { keyword, span } of stage.instructions) {
    if (keyword === 'FROM' || keyword === 'ARG') continue;
    const text = file.text.slice(span.start, span.end);
    const match = read.exec(text);
    if (!match || isSetIn(name, text) || text[match.index - 1] === '\\') continue;
    const start = span.start + match.index + (match[0][1] === '{' ? 2 : 1);
    return { message: 'empty', data: { name }, at: { file: file.path, start, end: start + name.length } };
  }
  return undefined;
}

/** The command gives the variable a value itself. */
const isSetIn = (name: string, text: string): boolean => pattern`(?:^|[\s;&|("'])(?:${name}=|for\s+${name}\s|read\s)`.test(text);

const isSetBelow = (name: string, { from }: Stage): boolean =>
  from.stage !== undefined && (from.stage.env.some((entry) => entry.name === name) || isSetBelow(name, from.stage));

/** Official images have variables such as PYTHON_VERSION, which may be what is meant. */
function isOfBase(name: string, { from }: Stage): boolean {
  if (from.stage) return isOfBase(name, from.stage);
  const [first = ''] = name.toLowerCase().split('_');
  return first.length > 1 && `${from.value ?? from.text}`.toLowerCase().includes(first);
}
