import table from '../../../rules/tables/container-environment.yaml';
import { conditionsOf, defineRule, type EnvironmentEntry, type Launch, type Report, type Span } from '../../../src/api';
import { onAllWays } from '../cases';
import { whenText } from '../paths';

interface Options {
  readonly devices: readonly string[];
  readonly empty: { readonly [variable: string]: string };
}

type Id = 'fixed' | 'pinned' | 'hidden' | 'empty' | 'crash' | 'replaced';
type Found = Report<Id>;

const { devices, empty } = table as Options;

export default defineRule<'launch', Options, Id>({
  name: 'environment-forwarding',
  scope: 'launch',
  docs: {
    summary: 'Variables are handed on as the caller has them: absent where they are absent',
    why: '`-e NAME="${NAME:-}"` sets NAME to nothing where the caller has not set it. To CUDA_VISIBLE_DEVICES that means “no GPU”, and code such as `os.environ.get("NAME", "default")` gets the empty text in place of its default. A fixed CUDA_VISIBLE_DEVICES takes the choice of the GPU from whoever starts the script.',
    bad: [
      '#!/bin/bash\ndocker run --gpus all -e CUDA_VISIBLE_DEVICES=0 demo python train.py\n',
      '#!/bin/bash\ndocker run --gpus all -e CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-}" demo python train.py\n',
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/w" -w /w -e "EPOCHS=${EPOCHS:-}" demo python train.py\n',
        'train.py': 'import os\nepochs = int(os.environ.get("EPOCHS", "3"))\n',
      },
    ],
    good: [
      '#!/bin/bash\ndocker run --gpus all ${CUDA_VISIBLE_DEVICES:+-e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"} demo python train.py\n',
      '#!/bin/bash\ndocker run --gpus all -e CUDA_VISIBLE_DEVICES demo python train.py\n',
      {
        'train.sh':
          '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/w" -w /w -e "EPOCHS=${EPOCHS:-5}" demo python train.py\n',
        'train.py': 'import os\nepochs = int(os.environ.get("EPOCHS", "3"))\n',
      },
    ],
    references: [
      'https://docs.nvidia.com/cuda/cuda-c-programming-guide/#cuda-environment-variables',
      'https://docs.docker.com/reference/cli/docker/container/run/#env',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        devices: { type: 'array', items: { type: 'string' }, description: 'variables that choose among GPUs' },
        empty: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'what an empty value does, by variable: completes “an empty NAME …”',
        },
      },
    },
    defaults: { devices, empty },
  },
  messages: {
    fixed:
      '{{name}} is fixed to {{value}}{{when}}, so that nobody can choose another GPU, and one that is chosen outside is ignored; write {{forward}}',
    pinned: '{{name}} is fixed to {{value}}{{when}}, so that a machine with fewer GPUs has none of them; write {{forward}}',
    hidden: 'an empty {{name}} {{effect}}{{when}}; write {{forward}}',
    empty:
      '{{name}} is set to the empty text{{when}}, which {{effect}}; write {{forward}}, so that it is absent where it is meant to be',
    crash:
      '{{name}} is set to the empty text{{when}}, and the code turns it into a number, which fails; write {{forward}}, so that the code’s default holds',
    replaced:
      '{{name}} is set to the empty text{{when}}, which takes the place of the code’s default {{fallback}}; write {{forward}}, so that the default holds',
  },
  *check(launch, { options }): Iterable<Found> {
    yield* onAllWays(launch, function* (way): Iterable<Found> {
      const last = new Map(way.spec.env.map((entry) => [entry.name.text, entry]));
      for (const [name, entry] of last) {
        const found = name !== undefined && entry.value ? faultOf(way, name, entry, options) : undefined;
        if (found) yield found;
      }
    });
  },
});

function faultOf(launch: Launch, name: string, entry: EnvironmentEntry, options: Options): Found | undefined {
  const conditions = conditionsOf(entry.flag);
  const base = whenText(conditions);
  const data = { name, when: base, forward: `\`\${${name}:+-e ${name}="$${name}"}\`` };
  const at = entry.entry.span;
  const related = [{ message: 'in this container', at: launch.span }];
  const blank = blankOf(launch, entry);
  if (options.devices.includes(name)) {
    const value = entry.value?.text;
    const isFixed = entry.value?.word.segments.every(({ defaultOf }) => defaultOf === undefined) && conditions.length === 0;
    if (value !== undefined && isFixed && /^\d+$/.test(value) && getsAllGpus(launch))
      return { message: value === '0' ? 'fixed' : 'pinned', data: { ...data, value }, at, related };
  }
  if (!blank) return undefined;
  const when = whenText([...conditions]) + (blank.when === '' ? '' : `${base ? ' and' : ' when'} ${blank.when}`);
  const effect = options.empty[name];
  if (effect !== undefined && !(options.devices.includes(name) && !asksForGpus(launch)))
    return { message: 'hidden', data: { ...data, when, effect }, at, related };
  const read = readOf(launch, name);
  if (!read) return undefined;
  const places = [{ message: 'read here', at: read.at }, ...related];
  if (read.converts) return { message: 'crash', data: { ...data, when }, at, related: places };
  return { message: 'replaced', data: { ...data, when, fallback: `\`${read.fallback}\`` }, at, related: places };
}

const asksForGpus = ({ spec }: Launch): boolean => spec.gpus !== null || spec.runtime?.text === 'nvidia';

/** With other than all GPUs the launch has chosen already, and they are numbered from 0 in the container. */
const getsAllGpus = ({ spec }: Launch): boolean => spec.gpus?.count === 'all' || spec.runtime?.text === 'nvidia';

/** When a value is the empty text: always, or where the caller has not set the variable that it is taken from. */
function blankOf({ command }: Launch, { value }: EnvironmentEntry): { readonly when: string } | undefined {
  const segments = value?.word.segments ?? [];
  if (value?.text === '') {
    const name = segments.find(({ defaultOf }) => defaultOf !== undefined)?.defaultOf;
    return { when: name === undefined ? '' : `${name} is not set` };
  }
  const [only] = segments;
  if (segments.length !== 1 || only?.text !== null || only.unknown?.reason !== 'variable' || only.unknown.name === undefined)
    return undefined;
  const key = `nonempty:${only.unknown.name}`;
  const conditions = [...command.when, ...command.requires, ...(value?.word.when ?? [])];
  if (
    command.options.has('nounset') ||
    conditions.some((one) => one.key.includes(key) || one.words.includes(only.unknown!.name!))
  )
    return undefined;
  return { when: `${only.unknown.name} is not set` };
}

/** `os.environ.get(…)` itself: a function of the code's own may well take an empty text for none, and so does `or`. */
function isPlainRead({ repository }: Launch, { file, start, end }: Span): boolean {
  const text = repository.source(file)?.text ?? '';
  const rest = text.slice(end, end + 200).split('\n', 1)[0]!;
  return /(?:getenv|environ\.get)\s*\(\s*['"]?$/.test(text.slice(Math.max(0, start - 60), start)) && !/\bor\b|\bif\b/.test(rest);
}

interface ReadPlace {
  readonly at: Span;
  readonly converts: boolean;
  readonly fallback: string;
}

/** Where the code of the launch reads a variable with another default, or as a number. */
function readOf(launch: Launch, name: string): ReadPlace | undefined {
  for (const { program, variables } of launch.starts) {
    if (!program || variables.has(name)) continue;
    for (const { facts } of program.unconditional) {
      const { environment } = facts;
      if (environment.writes.some((write) => write.name === name)) continue;
      for (const { name: own, conversion, fallback, span, presence } of environment.reads) {
        if (own !== name || presence || fallback.kind !== 'known' || fallback.setters.length > 0) continue;
        if (!isPlainRead(launch, span)) continue;
        const { value } = fallback;
        const converts = (conversion === 'int' || conversion === 'float') && value !== null;
        if (converts) return { at: span, converts, fallback: String(value) };
        if (conversion === undefined && typeof value === 'string' && value.trim() !== '')
          return { at: span, converts, fallback: value };
      }
    }
  }
  return undefined;
}
