import { type ContainerProgram, causes, defineRule, isBelow, nameOf } from '../../../src/api';
import { type CacheOptions, cacheFolder, cacheOptions, cacheVariable } from '../cache-folders';
import { downloadsOf } from '../downloads';
import { shellCommands } from '../languages';
import { containerOf, inPrograms } from '../reports';
import { image, launch } from '../samples';

const code = `from transformers import AutoModel
model = AutoModel.from_pretrained("org/model")
`;

export default defineRule<'programs', CacheOptions, 'lost' | 'moved'>({
  name: 'caches',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'The caches that the code downloads to are mounted',
    why: "A model that is downloaded to the container's own file system is deleted with it, and the next run downloads gigabytes again. Each library has a cache folder. Mounting the machine's own cache there keeps the downloads and shares them.",
    bad: [
      {
        wrong: 'The cache of Hugging Face is not mounted.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': code, ...image() },
      },
      {
        wrong: 'The folder that HF_HOME names is not mounted.',
        sample: {
          'train.sh': launch('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface" -e HF_HOME=/models'),
          'train.py': code,
          ...image(),
        },
      },
      {
        wrong: 'The cache of torch.hub is not mounted.',
        sample: {
          'train.sh': launch('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
          'train.py': `import torch
net = torch.hub.load("org/repo", "net")
`,
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
      { 'train.sh': launch('python train.py', '-e HF_HOME=/workspace/.hf'), 'train.py': code, ...image() },
    ],
  },
  options: cacheOptions,
  messages: {
    moved:
      '{{variable}} moves downloads to {{folder}}, where no mount keeps them, so each run downloads them again. Add `--mount "type=bind,src=$HOME/{{home}},dst={{folder}}"`.',
    lost: '{{what}} is downloaded to {{folder}} in the container of {{script}}, where no mount keeps it, so each run downloads it again. Add `--mount "type=bind,src=$HOME/{{home}},dst={{folder}}"`.',
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const downloaded of downloadsOf(program)) {
          const { download, name, what, script } = downloaded;
          const folder = cacheFolder(downloaded, program, options);
          if (folder === undefined || program.start.container.locate(folder).kind !== 'image' || isBuiltIn(name, program))
            continue;
          const home = isBelow(folder, '/root') ? folder.replace(/^\/root\//, '') : `.cache/${nameOf(folder)}`;
          const variable = cacheVariable(folder, downloaded, program, options);
          if (variable) {
            const related = [{ message: `${what} is downloaded here.`, at: download.span }];
            yield { message: 'moved', data: { variable: variable.name, folder, home }, at: variable.at, related };
            continue;
          }
          const related = [containerOf(program)];
          const follows = causes.unmounted(program.start.launch, folder);
          yield { message: 'lost', data: { what, folder, home, script }, at: download.span, related, follows };
        }
      },
      ({ at, data }) => [at.file, data],
    );
  },
});

/** Whether the image's build itself downloads it. */
function isBuiltIn(name: string, { start }: ContainerProgram): boolean {
  const runs = start.launch.image.view?.stages.flatMap((stage) => stage.runs) ?? [];
  return runs.some((run) => {
    const text = run.body?.text ?? run.words.map((word) => word.text).join(' ');
    return text.includes(name) || downloads.test(text);
  });
}

const downloads =
  /from_pretrained|snapshot_download|hf_hub_download|huggingface-cli\s+download|\bhf\s+download|load_dataset|torch\.hub|download\w{0,60}\.(py|sh)/;
