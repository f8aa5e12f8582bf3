import { closest, defineRule, parseImage, type Report } from '../../../src/api';
import { properties, words } from '../options';

type Id = 'missing' | 'near' | 'later';

export default defineRule<'dockerfile', { readonly official: readonly string[] }, Id>({
  name: 'copy-from',
  scope: 'dockerfile',
  docs: {
    summary: '`COPY --from` names a stage above, or an image',
    why: 'BuildKit takes a name that no stage above has for a public image, and the build stops because it may not pull that.',
    bad: [
      {
        wrong: 'No stage is called `builder`.',
        sample:
          'FROM python:3.12 AS build\nRUN pip wheel -w /wheels torch==2.4.1\nFROM python:3.12\nCOPY --from=builder /wheels /wheels\n',
      },
      { wrong: 'There is no stage 1.', sample: 'FROM python:3.12\nCOPY --from=1 /wheels /wheels\n' },
    ],
    good: [
      'FROM python:3.12 AS build\nRUN pip wheel -w /wheels torch==2.4.1\nFROM python:3.12\nCOPY --from=build /wheels /wheels\n',
      'FROM python:3.12\nCOPY --from=ghcr.io/astral-sh/uv:0.5.1 /uv /bin/\nCOPY --from=golang /usr/local/go /usr/local/go\n',
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#copy---from'],
  },
  options: {
    schema: properties({ official: words("Docker's official images: names without an owner that aren't the team's own.") }),
    tables: { official: 'images.official' },
  },
  messages: {
    missing: "No stage above is called `{{name}}`, and it isn't a public image. Name a stage: `FROM … AS {{name}}`.",
    near: "No stage above is called `{{name}}`, and it isn't a public image. Did you mean `{{near}}`?",
    later: 'The stage `{{name}}` comes below, and a build can only copy from stages above. Move it up.',
  },
  fixes: {
    near: { by: '{{near}}', unsafe: true },
  },
  *check({ dockerfile: { stages }, repository }, { options: { official } }) {
    for (const { copies, index } of stages) {
      for (const { from } of copies) {
        const name = from?.value;
        if (!from || name === undefined || (from.stage && from.stage.index < index)) continue;
        const image = parseImage(name);
        if (typeof image !== 'string' && (/[/.:@]/.test(name) || official.includes(image.familiar))) continue;
        if (repository.imagesNamed(name).length > 0 || repository.builds.some(({ spec }) => spec.contexts.length > 0)) continue;
        const near = closest(
          name,
          stages.slice(0, index).flatMap((stage) => stage.name ?? []),
        );
        const isBelow = stages.slice(index).some((stage) => stage.name === name.toLowerCase());
        const message = isBelow ? 'later' : near === undefined ? 'missing' : 'near';
        yield { message, data: { name, near }, at: from.span } satisfies Report<Id>;
      }
    }
  },
});
