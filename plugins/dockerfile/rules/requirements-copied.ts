import { posix } from 'node:path';
import { defineRule, isNear, parseImage, readInstall, runCommands, type Stage } from '../../../src/api';
import { properties, words } from '../options';

interface Options {
  readonly bases: readonly string[];
}

export default defineRule<'dockerfile', Options>({
  name: 'requirements-copied',
  scope: 'dockerfile',
  docs: {
    summary: 'A requirements file is copied before it is installed from',
    why: '`RUN` sees only the files of the image. If no instruction before `pip install -r requirements.txt` brings the file into the image, the build stops there, although the file is beside the Dockerfile.',
    bad: [
      {
        wrong: 'The file is copied too late.',
        sample: {
          Dockerfile: `FROM python:3.12
RUN pip install -r requirements.txt
COPY requirements.txt .
`,
          'requirements.txt': 'torch==2.5.1\n',
        },
      },
    ],
    good: {
      Dockerfile: `FROM python:3.12
COPY requirements.txt .
RUN pip install -r requirements.txt
`,
      'requirements.txt': 'torch==2.5.1\n',
    },
  },
  options: {
    schema: properties({ bases: words('Base images, without tags, that hold no files of an example.') }),
    tables: { bases: 'images.plain' },
  },
  messages: {
    uncopied: 'Nothing above copies `{{source}}` into the image, so the install fails here. Add `COPY {{source}} .` above.',
  },
  fixes: {
    uncopied: { instruction: 'COPY {{source}} .', unsafe: true },
  },
  *check({ dockerfile: { stages, file } }, { options: { bases } }) {
    for (const stage of stages) {
      const base = stage.from.value === undefined ? undefined : parseImage(stage.from.value);
      if (stage.from.stage || !base || typeof base === 'string' || !bases.includes(base.familiar)) continue;
      for (const run of stage.runs) {
        if (run.mounts.length > 0 || run.heredocs.length > 0) continue;
        for (const { words: command } of runCommands(run, stage, file)) {
          for (const { path, span } of readInstall(command)?.files ?? []) {
            if (!/^[\w./-]+$/.test(path) || mayHold(stage, span.start, posix.basename(path), file.text)) continue;
            yield { message: 'uncopied', data: { source: path }, at: span };
          }
        }
      }
    }
  },
});

/** Whether an instruction before may have brought a file of that name. */
const mayHold = (stage: Stage, before: number, name: string, text: string): boolean =>
  stage.copies.some((copy) => copy.instruction.span.start < before && mayCopy(copy, name)) ||
  stage.runs.some(({ span }) => span.start < before && mayMake(text.slice(span.start, Math.min(span.end, before)), name));

const mayCopy = ({ sources, from, destination }: Stage['copies'][number], name: string): boolean =>
  from !== undefined ||
  destination.value === undefined ||
  destination.value.endsWith(name) ||
  !sources.every((source) => isOtherFile(source, name));

function isOtherFile({ kind, value }: Stage['copies'][number]['sources'][number], name: string): boolean {
  if (kind !== 'path' || value === undefined || !/^[\w./-]+\.\w+$/.test(value)) return false;
  const own = posix.basename(value);
  return own !== name && !isNear(own, name);
}

const mayMake = (run: string, name: string): boolean =>
  run.includes(name) || /\b(?:git|tar|unzip|cp|mv|ln|svn|hg|gsutil|aws)\b/.test(run.replace(/install[^&|;]*/g, ''));
