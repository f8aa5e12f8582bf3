import { defineRule } from '../../../src/api';
import { type CacheOptions, cacheFolder, cacheOptions } from '../cache-folders';
import { downloadsOf, targetFolder } from '../downloads';
import { shellCommands } from '../languages';
import { containerOf, inPrograms } from '../reports';
import { image, launch } from '../samples';

const code = `from transformers import AutoModel
model = AutoModel.from_pretrained("org/model", cache_dir="/workspace/models")
`;

export default defineRule<'programs', CacheOptions>({
  name: 'shared-cache',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'Downloads go to a cache that all examples share',
    why: 'A model that is downloaded into the folder of an example is downloaded again for each other example that uses it.',
    bad: [
      {
        wrong: "The model is kept in the example's folder.",
        sample: { 'train.sh': launch('python train.py'), 'train.py': code, ...image() },
      },
    ],
    good: {
      'train.sh': launch('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
      'train.py': code.replace(', cache_dir="/workspace/models"', ''),
      ...image(),
    },
  },
  options: cacheOptions,
  messages: {
    inside:
      "{{what}} is downloaded to {{folder}}, inside the repository. Use the shared cache, so that examples don't keep a copy each.",
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const downloaded of downloadsOf(program)) {
          const { download, what } = downloaded;
          const folder = download.target ? targetFolder(downloaded, program) : cacheFolder(downloaded, program, options);
          if (folder === undefined || program.start.container.locate(folder).kind !== 'mounted') continue;
          const at = download.target?.span ?? download.span;
          yield { message: 'inside', data: { what, folder }, at, related: [containerOf(program)] };
        }
      },
      ({ at, data }) => [at.file, data],
    );
  },
});
