import { defineRule, isBelow, type Launch, type Span } from '../../../src/api';
import { isService, startedContainers } from '../languages';
import { startedAt } from '../launches';
import { mountConditions, targetOf } from '../paths';

type Id = 'mount' | 'variable' | 'image';

const launch = (flags: string): string => `#!/bin/bash
docker run --rm ${flags} pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime python train.py
`;

export default defineRule<'launch', object, Id>({
  name: 'user',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: 'A container that runs as another user than root uses no folder below /root',
    why: "Images let root alone into `/root`. As `--user 1000`, a program can neither read the cache that is mounted there nor write to it, and stops with “Permission denied”, or downloads the model again. `HOME` is `/` for a user that the image doesn't know.",
    bad: [
      {
        wrong: 'The user 1000 has no access to the cache.',
        sample: launch('--user 1000:1000 -v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
      },
      {
        wrong: 'The variable names a folder that only root can enter.',
        sample: launch('-u "$(id -u):$(id -g)" -e TORCH_HOME=/root/.cache/torch'),
      },
      {
        wrong: 'The image runs as `trainer`.',
        sample: {
          'train.sh': `#!/bin/bash
cd "$(dirname "$0")"
docker build -t demo .
docker run --rm -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
`,
          Dockerfile: 'FROM python:3.12\nRUN useradd -m trainer\nUSER trainer\n',
        },
      },
    ],
    good: [
      launch('--user 1000:1000 -e HOME=/tmp -v "$HOME/.cache/huggingface:/tmp/.cache/huggingface"'),
      launch('-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
    ],
    references: [
      'https://docs.docker.com/reference/cli/docker/container/run/',
      'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables',
    ],
  },
  messages: {
    mount: 'The container runs as {{user}}, who has no access to /root. Mount it at `{{elsewhere}}` instead{{more}}.',
    image: 'The image runs as {{user}}, who has no access to /root. Mount it at `{{elsewhere}}` instead{{more}}.',
    variable: 'The container runs as {{user}}, who has no access to /root. Write `{{elsewhere}}`.',
  },
  fixes: {
    variable: { replace: '{{given}}', by: '{{elsewhere}}', unsafe: true },
  },
  *check(container) {
    const user = userOf(container);
    if (!user || opensRoot(container)) return;
    const { mounts, env } = container.spec;
    if (mounts.some((mount) => targetOf(mount) === '/root')) return;
    const home = homeOf(container);
    const related = [startedAt(container), ...(user.at ? [{ message: 'The user is set here.', at: user.at }] : [])];
    for (const mount of mounts) {
      const target = targetOf(mount);
      if (target === undefined || !isBelow(target, '/root') || mountConditions(mount).length) continue;
      const more =
        home !== '/tmp' ? '' : isService(container) ? ', and add `HOME: /tmp` to `environment`' : ', and add `-e HOME=/tmp`';
      const data = { user: user.name, more, elsewhere: home + target.slice('/root'.length) };
      yield { message: user.ofImage ? 'image' : 'mount', data, at: mount.targetSpan, related };
    }
    for (const { value } of env) {
      const text = value?.text;
      if (value === undefined || value === null || text === undefined || !isBelow(text, '/root')) continue;
      const elsewhere = text === '/root' ? home : home + text.slice('/root'.length);
      yield { message: 'variable', data: { user: user.name, given: text, elsewhere }, at: value.span, related };
    }
  },
});

interface User {
  readonly name: string;
  readonly at: Span | undefined;
  readonly ofImage: boolean;
}

/** Who the program runs as, unless it's root, or not known. */
function userOf({ spec, image, repository }: Launch): User | undefined {
  const { user } = spec;
  if (user) {
    if (user.word.when) return undefined;
    const written = user.text ?? repository.source(user.span.file)?.text.slice(user.span.start, user.span.end) ?? '';
    const isOwn = user.text === undefined && /\bid -u\b|\$\{?UID\b/.test(written);
    if (user.text === undefined && !isOwn) return undefined;
    return isRoot(written)
      ? undefined
      : { name: isOwn ? 'the caller' : `user ${written.split(':')[0]}`, at: user.span, ofImage: false };
  }
  const own = image.view?.user;
  if (spec.open.length || own?.value === undefined || isRoot(own.value)) return undefined;
  return { name: `${own.value.split(':')[0]}`, at: own.span, ofImage: true };
}

const isRoot = (user: string): boolean => /^(?:0|root)(?::|$)/.test(user);

/** The image's build changes who may enter `/root`. */
const opensRoot = ({ image }: Launch): boolean =>
  (image.view?.stages ?? []).some(({ runs }) =>
    runs.some(({ body }) => /\b(?:chmod|chown|setfacl)\b[^\n]{0,200}\/root\b/.test(body?.text ?? '')),
  );

/** Where the user's files are: the HOME that the launch sets, or a folder that everybody can write. */
function homeOf({ spec }: Launch): string {
  const given = spec.env.findLast(({ name }) => name.text === 'HOME')?.value?.text;
  return given === undefined || given === '' || isBelow(given, '/root') ? '/tmp' : given.replace(/\/$/, '');
}
