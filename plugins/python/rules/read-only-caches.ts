import { defineRule, type Launch, type Mount, nameOf, stringValue } from '../../../src/api';
import { type CacheOptions, cacheFolder, cacheOptions } from '../cache-folders';
import { mayDownload } from '../downloads';
import { startedContainers } from '../languages';
import { inPrograms } from '../reports';
import { image, launch } from '../samples';

const code = `from transformers import AutoModel
model = AutoModel.from_pretrained("org/model")
`;

export default defineRule<'programs', CacheOptions>({
  name: 'read-only-caches',
  scope: 'programs',
  languages: startedContainers,
  docs: {
    summary: 'The caches that the code downloads to are writable',
    why: 'A download into a read-only mount fails, so the example only works on a machine that has everything in its cache already.',
    bad: [
      {
        wrong: 'The cache of Hugging Face is mounted read-only.',
        sample: {
          'train.sh': launch('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface:ro"'),
          'train.py': code,
          ...image(),
        },
      },
      {
        wrong: 'HF_HOME is in a read-only mount.',
        sample: {
          'train.sh': launch('python train.py', '-e HF_HOME=/models/hf -v "$HOME/models:/models:ro"'),
          'train.py': code,
          ...image(),
        },
      },
    ],
    good: [
      {
        'train.sh': launch('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
        'train.py': code,
        ...image(),
      },
      {
        'train.sh': launch('python train.py', '-e HF_HUB_OFFLINE=1 -v "$HOME/.cache/huggingface:/root/.cache/huggingface:ro"'),
        'train.py': code,
        ...image(),
      },
    ],
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: cacheOptions,
  messages: {
    readonly:
      "{{script}} mounts {{folder}} read-only, so {{what}} can't be downloaded to {{cache}}. Delete `{{option}}` to make the mount writable.",
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const download of mayDownload(program)) {
          const cache = cacheFolder({ download }, program, options);
          const located = cache === undefined ? undefined : program.start.container.locate(cache);
          if ((located?.kind !== 'outside' && located?.kind !== 'mounted') || located.readonly !== true) continue;
          const { mount } = located;
          if (mount.flag.flag.word.when?.length) continue;
          const data = {
            script: nameOf(program.start.launch.path),
            folder: mount.target.text,
            what: stringValue(download.what) ?? 'what the code asks for',
            cache,
            option: readOnlyOption(mount, program.start.launch),
          };
          yield {
            message: 'readonly',
            data,
            at: mount.span,
            related: [{ message: 'It is downloaded here.', at: download.span }],
          };
        }
      },
      // One mount is the cause for all that is downloaded to it.
      ({ at, data }) => [at, data?.['folder']],
    );
  },
});

/** What makes a mount read-only, as it's written. */
function readOnlyOption({ from, span }: Mount, { script, repository }: Launch): string {
  if (script.language !== 'compose') return from === '-v' ? ':ro' : ',readonly';
  const text = repository.source(span.file)?.text.slice(span.start, span.end) ?? '';
  return text.includes('read_only') ? 'read_only: true' : ':ro';
}
