import { type Dockerfile, defineRule, type PlainCommand, type Report, runCommands, type Stage } from '../../../src/api';

type Id = 'asks' | 'yes' | 'more' | 'update' | 'layer';

interface Options {
  readonly asking: readonly string[];
  readonly bases: readonly string[];
  readonly alone: readonly string[];
}

export default defineRule<'dockerfile', Options, Id>({
  name: 'apt',
  scope: 'dockerfile',
  docs: {
    summary: 'apt-get installs without asking',
    why: "Nobody answers during a build. Without `-y`, apt-get aborts. A package such as tzdata asks for a time zone and waits for an answer forever. Official images come without package lists, so a package can't be found before `apt-get update`.",
    bad: [
      {
        wrong: 'apt-get asks whether to continue.',
        sample: 'FROM ubuntu:22.04\nRUN apt-get update && apt-get install git || exit 1\n',
      },
      {
        wrong: 'apt-get asks unless numactl needs nothing else.',
        sample: 'FROM nvcr.io/nvidia/pytorch:24.08-py3\nRUN apt-get update && apt-get install numactl\n',
      },
      { wrong: 'tzdata asks for the time zone.', sample: 'FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y tzdata\n' },
      {
        wrong: 'The lists are those of the day on which the first RUN was built.',
        sample: 'FROM ubuntu:22.04\nRUN apt-get update\nRUN apt-get install -y git\n',
      },
      { wrong: 'There are no package lists.', sample: 'FROM ubuntu:22.04\nRUN apt-get install -y git\n' },
    ],
    good: [
      'FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y git\n',
      'FROM ubuntu:22.04\nRUN apt-get update && apt-get install sudo\n',
      'FROM ubuntu:22.04\nARG DEBIAN_FRONTEND=noninteractive\nRUN apt-get update && apt-get install -y tzdata\n',
    ],
    references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        asking: {
          type: 'array',
          items: { type: 'string' },
          description: 'Packages that ask questions, or that need one that does.',
        },
        alone: {
          type: 'array',
          items: { type: 'string' },
          description: "Packages that need no others, so that apt-get doesn't ask.",
        },
        bases: { type: 'array', items: { type: 'string' }, description: 'Public images without package lists, without tag.' },
      },
    },
    tables: { asking: 'images.asking', bases: 'images.withoutLists', alone: 'images.alone' },
  },
  messages: {
    asks: '{{name}} asks a question that nobody answers, so the build waits forever. Write `ARG DEBIAN_FRONTEND=noninteractive` above.',
    yes: 'apt-get asks whether to continue, and aborts because nobody answers. Write `{{program}} install -y`.',
    more: 'If {{name}} needs any other package, apt-get asks whether to continue, and aborts because nobody answers. Write `{{program}} install -y`.',
    layer:
      'The package lists are those of an older layer, so once a package has moved on, this fails. Write `{{program}} update && ` before it, in the same RUN.',
    update: 'The image has no package lists, so apt-get finds no package. Write `{{program}} update && ` before this.',
  },
  fixes: {
    yes: { replace: 'install', by: 'install -y' },
    more: { replace: 'install', by: 'install -y' },
  },
  *check({ dockerfile }, { options }) {
    for (const stage of dockerfile.stages) yield* inStage(stage, dockerfile, options);
  },
});

function* inStage(stage: Stage, { file }: Dockerfile, { asking, bases, alone }: Options): Iterable<Report<Id>> {
  const text = file.text;
  let isUpdated = !bases.includes(baseOf(stage)) || stage.from.stage !== undefined;
  const isQuiet = /assume-yes|APT::Get/i.test(text);
  const isNonInteractive = /DEBIAN_FRONTEND|debconf-set-selections|DEBCONF_NONINTERACTIVE/.test(text);
  let isSeparate = false;
  for (const run of stage.runs) {
    let isFresh = false;
    let installs = false;
    for (const command of runCommands(run, stage, file)) {
      const [program] = command.words;
      if (program?.text === undefined || !/^apt(?:-get)?$/.test(nameOf(command))) {
        isUpdated ||= program?.text === undefined || !/^(?:echo|mkdir|rm|cd|set|pip3?|export|ln|cp|mv)$/.test(program.text);
        continue;
      }
      const words = afterPrefix(command);
      const at = words.findIndex(({ text: word }) => word === 'install');
      if (words.some(({ text: word }) => word === 'update')) isUpdated = isFresh = true;
      if (at < 0) continue;
      installs = true;
      const isKnown = words.every(({ text: word }) => word !== undefined);
      const names = words.slice(at + 1).flatMap(({ text: word = '' }) => (word.startsWith('-') ? [] : word));
      const isSilent = isQuiet || words.some(({ text: word = '' }) => agreeing.test(word));
      if (isKnown && !isSilent && names.some((name) => !alone.includes(name)) && !isHandled(command, text)) {
        const isOnly = names.length === 1 && !bases.includes(baseOf(stage));
        const data = { program: words[0]?.text, name: names[0] };
        yield { message: isOnly ? 'more' : 'yes', data, at: words[at]!.span, ...(isOnly && { severity: 'warning' }) };
      }
      const where = upTo(words[0]!, command);
      if (!isUpdated) yield { message: 'update', ...where };
      else if (!isFresh && isSeparate) yield { message: 'layer', severity: 'warning', ...where };
      isFresh = true;
      isUpdated = true;
      const asks = words.slice(at).find(({ text: word = '' }) => asking.includes(before('=', word)));
      if (asks && !isNonInteractive && isUbuntu(stage)) yield { message: 'asks', data: { name: asks.text }, at: asks.span };
    }
    if (isFresh) isSeparate = !installs;
  }
}

/** What runs apt, with `sudo` and variables such as `DEBIAN_FRONTEND=…` before it, which another command goes in front of. */
function upTo({ span, text }: PlainCommand['words'][number], { span: whole, words }: PlainCommand) {
  const program = words[0]?.text === 'sudo' ? `sudo ${text}` : text;
  return { at: { ...span, start: Math.min(whole.start, span.start) }, data: { program } };
}

/** `-y`, `-qy`, `-qq`, which implies `-y`, and the long forms. */
const agreeing =
  /^-[a-zA-Z]*y|^-q{2,}|^-[a-zA-Z]*qq|^--(?:yes|reinstall|assume-yes|force-yes|print-uris|download-only|simulate|dry-run)$|^-[a-zA-Z]*[sd]\b|^-o/;

/** `yes | apt-get install git`, and `apt-get install git || true`, but not `|| exit 1`. */
const isHandled = ({ span: { start, end } }: PlainCommand, text: string): boolean =>
  /(?:yes|echo)[^&;\n]{0,40}\|\s*(?:sudo\s+)?$/.test(text.slice(Math.max(0, start - 80), start)) ||
  /^\s*\|\|\s*(?!\s|exit\b|false\b)/.test(text.slice(end, end + 40));

/** The words from `apt-get` on, without `sudo` or `DEBIAN_FRONTEND=…` before it. */
const afterPrefix = ({ words }: PlainCommand): PlainCommand['words'] => (words[0]?.text === 'sudo' ? words.slice(1) : words);

const nameOf = (command: PlainCommand): string => afterPrefix(command)[0]?.text ?? '';

/** The name of the image at the bottom of a stage, without tag and digest. */
const baseOf = ({ from }: Stage): string => {
  const name = before('@', from.value ?? '').replace(/^docker\.io\/(?:library\/)?/, '');
  const tag = name.lastIndexOf(':');
  return tag > name.lastIndexOf('/') ? name.slice(0, tag) : name;
};

const before = (mark: string, text: string): string => text.split(mark, 1)[0] ?? '';

/** Debian's own images have tzdata set up. */
function isUbuntu({ from }: Stage): boolean {
  if (from.stage) return isUbuntu(from.stage);
  return /(?:^|\/)ubuntu(?::|$)|ubuntu\d|^nvidia\/cuda|^nvcr\.io\//.test(from.value ?? '');
}
