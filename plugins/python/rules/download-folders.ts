import { defineRule } from '../../../src/api';
import { downloadsOf, targetFolder } from '../downloads';
import { shellCommands } from '../languages';
import { containerOf, inPrograms } from '../reports';
import { image, launch } from '../samples';

const code = `from transformers import AutoModel
model = AutoModel.from_pretrained("org/model", cache_dir="/models")
`;

export default defineRule({
  name: 'download-folders',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'The folders that the code names for downloads are mounted',
    why: "A model that is downloaded to the container's own file system is deleted with it, and the next run downloads gigabytes again.",
    bad: [
      {
        wrong: 'Nothing is mounted at `/models`.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': code, ...image() },
      },
    ],
    good: { 'train.sh': launch('python train.py', '-v "$HOME/models:/models"'), 'train.py': code, ...image() },
  },
  messages: {
    lost: '{{what}} is downloaded to {{folder}} in the container of {{script}}, where no mount keeps it, so each run downloads it again. Choose a mounted folder, or mount this one.',
  },
  *check({ programs }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const downloaded of downloadsOf(program)) {
          const { download, what, script } = downloaded;
          const folder = targetFolder(downloaded, program);
          if (!download.target || folder === undefined || folder.startsWith('/tmp')) continue;
          if (program.start.container.locate(folder).kind !== 'image') continue;
          const related = [containerOf(program)];
          yield { message: 'lost', data: { what, folder, script }, at: download.target.span, related };
        }
      },
      ({ at, data }) => [at.file, data],
    );
  },
});
