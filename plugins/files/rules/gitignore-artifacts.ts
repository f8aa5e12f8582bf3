import { defineRule } from '../../../src/api';
import { fits, globsSchema } from '../globs';

interface Options {
  readonly outputs: readonly string[];
}

export default defineRule<'example', Options>({
  name: 'gitignore-artifacts',
  scope: 'example',
  docs: {
    summary: 'What a run left behind is ignored by git',
    why: "The example's folder is mounted into the container, so a run leaves checkpoints and logs in it, and the next `git add .` commits them.",
    bad: [
      {
        wrong: 'No .gitignore covers the checkpoint.',
        sample: { 'outputs/last.ckpt': { text: 'weights', tracked: false } },
      },
      {
        wrong: 'No .gitignore covers the two logs.',
        sample: { 'logs/1.log': { text: 'step 1', tracked: false }, 'logs/2.log': { text: 'step 1', tracked: false } },
      },
    ],
    good: { '.gitignore': 'outputs/\n', 'outputs/last.ckpt': { text: 'weights', tracked: false } },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { outputs: { ...globsSchema, description: 'globs of what a run leaves behind, relative to the example' } },
    },
    tables: { outputs: 'artifacts.outputs' },
  },
  messages: {
    unignored: 'A run left this file behind, and the next `git add .` commits it. Add `{{pattern}}` to .gitignore.',
    several: 'Runs left {{count}} files behind, and the next `git add .` commits them. Add `{{pattern}}` to .gitignore.',
  },
  *check({ repository, folder, files }, { options }) {
    if (!repository.git) return;
    const places = new Map<string, string[]>();
    for (const { path, tracked, type } of files) {
      const inside = folder === '' ? path : path.slice(folder.length + 1);
      if (tracked || type !== 'file' || !fits(options.outputs, inside) || repository.isIgnored(path)) continue;
      const pattern = patternFor(inside);
      places.set(pattern, [...(places.get(pattern) ?? []), path]);
    }
    for (const [pattern, [first = '', ...rest]] of places) {
      const data = { count: rest.length + 1, pattern };
      yield { message: rest.length > 0 ? 'several' : 'unignored', data, at: { file: first } };
    }
  },
});

/** The folder that holds the file, `outputs/`, or else all files of its ending, `*.pt`. */
const patternFor = (inside: string): string =>
  inside.includes('/') ? `${inside.split('/')[0]}/` : inside.replace(/^.*(?=\.[^.]+$)/, '*');
