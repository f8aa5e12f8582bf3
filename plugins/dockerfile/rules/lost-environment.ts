import { defineRule, type PlainCommand, type Report, runCommands, type SourceFile } from '../../../src/api';

type Id = 'export' | 'alias' | 'activate' | 'conda';

export default defineRule<'dockerfile', Record<string, never>, Id>({
  name: 'lost-environment',
  scope: 'dockerfile',
  docs: {
    summary: "RUN doesn't end with a command that only changes its own shell",
    why: 'Every RUN starts a new shell, and a container another one. What `export`, `alias`, `source` or `conda activate` change is gone at the end of the RUN, so later steps find another Python.',
    bad: [
      { wrong: 'The path is lost.', sample: 'FROM python:3.12\nRUN export PATH=/opt/venv/bin:$PATH\n' },
      { wrong: 'Nothing gets the alias.', sample: 'FROM ubuntu:22.04\nRUN alias python=python3\n' },
      {
        wrong: 'The environment is active for no command.',
        sample: 'FROM python:3.12\nRUN python -m venv /opt/venv && . /opt/venv/bin/activate\n',
      },
      {
        wrong: 'The environment is active for no command.',
        sample: 'FROM continuumio/miniconda3:24.7.1-0\nRUN conda create -n demo python=3.12 && conda activate demo\n',
      },
    ],
    good: [
      'FROM python:3.12\nENV PATH=/opt/venv/bin:$PATH\n',
      'FROM python:3.12\nRUN export MAX_JOBS=4 && pip install apex==0.1\n',
      'FROM python:3.12\nRUN cd /opt/model && python setup.py install\n',
      'FROM ubuntu:24.04\nRUN export DEBIAN_FRONTEND=noninteractive && apt-get update && apt-get install -y git && export DEBIAN_FRONTEND=dialog\n',
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#run'],
  },
  messages: {
    export: 'This lasts only until the end of this RUN, so nothing gets it. Write `ENV {{assignment}}`.',
    alias:
      'An alias lasts only until the end of this RUN, so nothing gets it. Write `RUN ln -s "$(command -v {{program}})" /usr/local/bin/{{name}}`.',
    activate: 'This lasts only until the end of this RUN, so later steps use another Python. Write `ENV PATH={{folder}}:$PATH`.',
    conda:
      'This lasts only until the end of this RUN, so later steps use another environment. Write `SHELL ["conda", "run", "-n", "{{name}}", "/bin/bash", "-c"]`.',
  },
  *check({ dockerfile: { file, stages } }) {
    for (const stage of stages) {
      for (const run of stage.runs) {
        const commands = runCommands(run, stage, file).filter(({ substituted }) => !substituted);
        const last = commands.at(-1);
        const found = last && run.heredocs.length === 0 ? lost(last, file) : undefined;
        if (found && !setsAgain(commands)) yield found;
      }
    }
  },
});

/** The last command sets a variable back that the same RUN set for its own commands, so nothing later needs it. */
function setsAgain(commands: readonly PlainCommand[]): boolean {
  const names = commands.map(({ words: [program, assignment] }) =>
    program?.text === 'export' ? /^[A-Za-z_]\w*(?==[^$]*$)/.exec(assignment?.text ?? '')?.[0] : undefined,
  );
  const last = names.pop();
  return last !== undefined && names.includes(last);
}

/** A command that changes nothing but the shell that ends with it. */
function lost({ words, span, redirects }: PlainCommand, { text }: SourceFile): Report<Id> | undefined {
  const [program, first, second] = words;
  const written = (from: number): string => text.slice(words[from]?.span.start, words.at(-1)?.span.end).trim();
  if (redirects.length > 0) return undefined;
  if (program?.text === 'export' && first && /^[A-Za-z_]\w*=/.test(written(1))) {
    return { message: 'export', data: { assignment: written(1) }, at: span };
  }
  const alias = /^([\w.-]+)=["']?([\w./-]+)["']?$/.exec(program?.text === 'alias' && words.length === 2 ? written(1) : '');
  if (alias) return { message: 'alias', data: { name: alias[1], program: alias[2] }, at: span };
  const activated = /^(.*\/bin)\/activate$/.exec(first?.text ?? '')?.[1];
  if ((program?.text === '.' || program?.text === 'source') && activated !== undefined) {
    return { message: 'activate', data: { folder: activated }, at: span };
  }
  if (program?.text === 'conda' && first?.text === 'activate' && second?.text !== undefined) {
    return { message: 'conda', data: { name: second.text }, at: span };
  }
  return undefined;
}
