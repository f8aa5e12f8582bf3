import { defineRule, runCommands, type Span } from '../../../src/api';
import { readClone } from '../git-clone';
import { bottomOf, isWithout, type Lacks, lacksSchema, mayFail, systemPackages } from '../image-contents';
import { pythonInstalls } from '../installs';
import { properties } from '../options';

interface Options {
  readonly without: Lacks;
}

export default defineRule<'dockerfile', Options, 'git' | 'file'>({
  name: 'missing-git',
  scope: 'dockerfile',
  docs: {
    summary: 'git is installed before a build needs it',
    why: "Slim and runtime images have no git. pip stops at `git+https://…`: “Cannot find command 'git'”, and `git clone` is not found.",
    bad: [
      {
        wrong: 'pip needs git for this address.',
        sample: 'FROM python:3.12-slim\nRUN pip install git+https://github.com/openai/CLIP.git\n',
      },
      {
        wrong: 'The runtime image has no git.',
        sample: `FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime
RUN git clone https://github.com/openai/CLIP.git /opt/clip
`,
      },
      {
        wrong: 'The project that pip installs needs git.',
        sample: {
          Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nRUN pip install .\n',
          'pyproject.toml':
            '[project]\nname = "demo"\nversion = "0.1"\ndependencies = ["clip @ git+https://github.com/openai/CLIP.git"]\n',
        },
      },
    ],
    good: `FROM python:3.12-slim
RUN apt-get update && apt-get install -y git
RUN pip install git+https://github.com/openai/CLIP.git
`,
    references: ['https://pip.pypa.io/en/stable/topics/vcs-support/'],
  },
  options: { schema: properties({ without: lacksSchema }), tables: { without: 'images.without' } },
  messages: {
    git: '{{image}} has no git, so this fails. Add `RUN apt-get update && apt-get install -y git` above.',
    file: '{{image}} has no git, so pip fails here. Add `RUN apt-get update && apt-get install -y git` to the Dockerfile, above the install.',
  },
  fixes: {
    git: { instruction: 'RUN apt-get update && apt-get install -y git', unsafe: true },
  },
  *check(artifact, { options: { without } }) {
    const { file, stages } = artifact.dockerfile;
    for (const stage of stages) {
      const bottom = bottomOf(artifact, stage);
      if (!bottom || !isWithout(bottom.name, 'git', without)) continue;
      const uses: { readonly at: Span; readonly before: number }[] = [];
      for (const run of stage.runs) {
        for (const command of runCommands(run, stage, file)) {
          if (mayFail(run, command, file.text)) continue;
          const clone = readClone(command);
          if (clone) uses.push({ at: command.words[0]!.span, before: command.span.start });
        }
      }
      for (const { stage: other, run, command, requirements, install } of pythonInstalls(artifact)) {
        if (other !== stage || install.tool === 'conda' || mayFail(run, command, file.text)) continue;
        const requirement = requirements.find(({ url, marker }) => url?.startsWith('git+') && marker === undefined);
        if (requirement) uses.push({ at: requirement.span, before: command.span.start });
      }
      const [first] = uses.toSorted((a, b) => a.before - b.before);
      if (!first) continue;
      const system = systemPackages(artifact, stage, first.before);
      if (system.isOpen || system.names.some((name) => /^git(?:$|-)/.test(name))) continue;
      const related = [{ message: 'The image is based on this one.', at: bottom.from.span }];
      yield { message: first.at.file === file.path ? 'git' : 'file', data: { image: bottom.name }, at: first.at, related };
    }
  },
});
