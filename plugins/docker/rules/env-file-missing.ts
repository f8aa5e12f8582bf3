import { defineRule, folderOf, isBehindLink, joinPath, type Launch, nameOf, type UsedEnvFile } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { isService, startedContainers } from '../languages';
import { originOf } from '../origin';

const train = (name: string): string => `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --env-file "$DIR/${name}" demo python train.py
`;

export default defineRule({
  name: 'env-file-missing',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: 'The env files of a launch exist',
    why: "Docker starts no container if it can't open an env file. A file that everybody writes for themselves is in `.gitignore`, or has a sample beside it, and isn't reported.",
    bad: [
      {
        wrong: 'The file is called `run.env`.',
        sample: { 'train.sh': train('train.env'), 'run.env': 'EPOCHS=3\n' },
      },
    ],
    good: [
      { 'train.sh': train('run.env'), 'run.env': 'EPOCHS=3\n' },
      { 'train.sh': train('.env'), '.env.example': 'WANDB_API_KEY=\n' },
    ],
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  },
  messages: {
    home: "{{file}} is in one person's home folder, so docker stops on every other machine. Write `{{instead}}`, or let the caller name the file.",
    missing:
      "{{file}} isn't in the repository, `.gitignore` doesn't name it, and the script doesn't make it, so docker stops. Add the file, or name one that exists.",
    service:
      "{{file}} isn't in the repository, and `.gitignore` doesn't name it, so compose stops. Add the file, or name one that exists.",
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const file of path.envFiles)
        if (file.path !== undefined && !file.sometimes && isNowhere(path, file.path))
          yield { message: isService(path) ? 'service' : 'missing', data: { file: file.path }, at: file.part.span };
        else if (somebodys.test(file.part.text ?? '')) yield inHome(file.part);
    });
  },
});

/** A home folder with a name in it, and the rest of the path. */
const somebodys = /^\/(?:home|Users)\/(?!(?:ubuntu|user|username|you|me)\/)[a-z][\w.-]*(\/.+)$/;

const inHome = (part: UsedEnvFile['part']) => ({
  message: 'home' as const,
  data: { file: part.text, instead: part.text?.replace(somebodys, '$HOME$1') },
  at: originOf(part),
});

function isNowhere({ repository, command, example }: Launch, path: NonNullable<UsedEnvFile['path']>): boolean {
  if (repository.kind(path) !== undefined || repository.isIgnored(path) || isBehindLink(repository, path)) return false;
  const name = nameOf(path);
  if ([...command.created.keys()].some((created) => created.endsWith(`/${name}`))) return false;
  if ([...command.when, ...command.requires].some(({ key }) => key.includes(name))) return false;
  // `.env` beside `.env.example`, or a README that says how to write it.
  const samples = repository.list(folderOf(path)).map((each) => each.name);
  if (samples.some((each) => each !== name && /example|sample|template|dist$/i.test(each) && /env/i.test(each))) return false;
  const readmes = [example?.readme, repository.source(joinPath(folderOf(path), 'README.md')), repository.source('README.md')];
  return !readmes.some((readme) => readme?.text.includes(name));
}
