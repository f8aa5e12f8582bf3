import { defineRule, pattern, runFlags, type Span } from '../../../src/api';
import { writtenFlags } from '../languages';
import { adviceFor } from '../refusal-advice';

export default defineRule<'launch', object, 'refused' | 'advised' | 'quoted' | 'separate'>({
  name: 'flags',
  scope: 'launch',
  languages: writtenFlags,
  docs: {
    summary: 'The engine accepts the flags of a launch',
    why: 'A flag or a mount that the client refuses stops the script before anything runs.',
    bad: [
      {
        wrong: 'The flag is `--shm-size`.',
        sample: `#!/bin/bash
docker run --rm --shm-sise 8g demo
`,
      },
      {
        wrong: 'Ports end at 65535.',
        sample: `#!/bin/bash
docker run --rm -p 99999:80 demo
`,
      },
      {
        wrong: 'The quotes make one word of two flags.',
        sample: `#!/bin/bash
docker run "--rm -it" demo
`,
      },
    ],
    good: [
      `#!/bin/bash
docker run --rm --gpus all --shm-size 8g demo python train.py --gpus all
`,
      { 'README.md': '```bash\ndocker run --rm IMAGE:TAG\ndocker run --rm -p host_port:container_port demo\n```\n' },
    ],
    references: ['https://docs.docker.com/reference/cli/docker/container/run/'],
  },
  messages: {
    refused: '{{engine}} refuses this: {{problem}}.',
    advised: '{{engine}} refuses this: {{problem}}. {{advice}}',
    quoted:
      '{{engine}} refuses this: {{problem}}. The quotes make one word of several flags. Keep them in an array: `"${FLAGS[@]}"`.',
    separate: '{{engine}} refuses this: {{problem}}. Write the flag and its value as two words: `{{words}}`.',
  },
  fixes: {
    advised: { replace: '{{wrong}}', by: '{{instead}}', unsafe: true },
  },
  *check({ spec, command: { engine, argv }, repository, script }) {
    const first = [...spec.problems, ...spec.engineProblems].find(({ message }) => !isWindowsPath.test(message));
    if (!first) return;
    // What the ellipsis of a document leaves out can be the image, and then what follows is the program's.
    const isLeftOut = ({ file, start, end }: Span) =>
      /^(?:\.{3,}|…)$/.test(repository.source(file)?.text.slice(start, end) ?? '');
    if (argv.some(({ span }) => span.start < first.span.start && isLeftOut(span))) return;
    if (script.language === 'markdown' && isDescription.test(first.message)) return;
    const isQuoted = /^unknown flag: \S+\s/.test(first.message);
    if (isQuoted && script.language === 'devcontainer') {
      const words = first.message.slice('unknown flag: '.length).split(/\s+/);
      const problem = first.message.replace(/\.$/, '');
      yield {
        message: 'separate',
        data: { engine, problem, words: words.map((word) => `"${word}"`).join(', ') },
        at: first.span,
      };
      return;
    }
    const variable = variableMeant(first.message, repository.source(first.span.file)?.text ?? '');
    // `docker run --rm IMAGE:TAG` in a document.
    if (
      script.language === 'markdown' &&
      !variable &&
      /repository name \((?:library\/)?[A-Z][A-Z0-9_]*\) must/.test(first.message)
    )
      return;
    const advice = isQuoted ? undefined : variable ? `Write \`$${variable}\`.` : adviceFor(first.message, runFlags());
    yield {
      message: isQuoted ? 'quoted' : advice ? 'advised' : 'refused',
      data: { engine, problem: first.message.replace(/\.$/, ''), advice, ...meantBy(first.message, advice) },
      at: first.span,
    };
  },
});

/** The misspelled word of a refusal, and the one that the advice is to write. */
const meantBy = (problem: string, advice = '') => ({
  wrong: /^unknown flag: (--\S+)$|unexpected key '([\w-]+)'|^mount type unknown: "([^"]+)"|name \((?:library\/)?([A-Z]\w*)\) must/
    .exec(problem)
    ?.slice(1)
    .find((word) => word !== undefined),
  instead: /^Write `([^`]+)`\.$/.exec(advice)?.[1],
});

/** The variable of the text that was meant for the image, but is written without its `$`. */
function variableMeant(problem: string, text: string): string | undefined {
  const name = /repository name \((?:library\/)?([A-Z][A-Z0-9_]*)\) must be lowercase/.exec(problem)?.[1];
  return name !== undefined && pattern`(?:^|[\s;])${name}=`.test(text) ? name : undefined;
}

/** `-p HOST_PORT:port`, in words. */
const isDescription = /invalid (?:container|host)Port: \p{L}|no port specified: \p{L}|invalid size: '\p{L}/u;

/** A client on Windows takes its own paths, and who writes one has such a client. */
const isWindowsPath = /invalid mount path: '[A-Za-z]:[\\/]/;
