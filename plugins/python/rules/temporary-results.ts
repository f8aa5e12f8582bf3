import { type ContainerProgram, defineRule, nameOf } from '../../../src/api';
import { writableMount } from '../kept-folders';
import { shellCommands } from '../languages';
import { isIn, type Output, writesOf } from '../outputs';
import { containerOf, inPrograms } from '../reports';
import { image, launch, trainingLoop } from '../samples';
import { trainedBy } from '../training';

interface Options {
  readonly results: { readonly calls: readonly string[]; readonly volatile: readonly string[] };
}

const strings = { type: 'array', items: { type: 'string' } } as const;

const code = (path: string): string => trainingLoop('', `torch.save(net.state_dict(), "${path}")`);

export default defineRule<'programs', Options>({
  name: 'temporary-results',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'A training saves its weights where they are kept',
    why: 'The temporary folders of a container are deleted with it, and the weights of hours of training too.',
    bad: [
      {
        wrong: '`/tmp` is not mounted.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': code('/tmp/best_model.pth'), ...image() },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py'), 'train.py': code('outputs/best_model.pth'), ...image() },
      { 'train.sh': launch('python train.py', '-v "$HOME/runs:/tmp"'), 'train.py': code('/tmp/best_model.pth'), ...image() },
    ],
    references: ['Training Pipeline Verification, “TorchVision Models”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        results: {
          type: 'object',
          additionalProperties: false,
          required: ['calls', 'volatile'],
          properties: {
            calls: { ...strings, description: 'Calls that save what a training is for.' },
            volatile: { ...strings, description: 'Temporary folders of a container.' },
          },
        },
      },
    },
    tables: { results: 'python-outputs.results' },
  },
  messages: {
    lost: '{{path}} is in a temporary folder of the container that {{script}} starts, so what the training saves there is deleted with it. Save it below {{folder}}, which is mounted.',
  },
  *check({ programs }, { options: { results } }) {
    yield* inPrograms(
      programs,
      function* (program) {
        const folder = writableMount(program);
        if (folder === undefined || !trainedBy(program)) return;
        for (const output of writesOf(program)) {
          const { use, path, located } = output;
          if (!results.calls.includes(use.by) || !isIn(path, results.volatile) || located.kind !== 'image') continue;
          if (isUsedAgain(output, program)) continue;
          const data = { path, folder, script: nameOf(program.start.launch.path) };
          yield { message: 'lost', data, at: use.span, related: [containerOf(program)] };
        }
      },
      ({ data }) => data?.['path'],
    );
  },
});

/** The program reads it again, or sends it elsewhere. */
function isUsedAgain({ use }: Output, { own }: ContainerProgram): boolean {
  return own.some(
    ({ source: { text }, facts }) =>
      facts.files.some(({ action, path }) => action === 'read' && (path === use.path || path.startsWith(`${use.path}/`))) ||
      /\b(upload\w{0,40}|push_to_hub|log_artifact\w{0,20}|log_model|put_object|copytree|copyfile|shutil\.(?:copy|move)|Artifact)\s*\(|\b(gsutil|rsync|aws s3)\b/.test(
        text,
      ),
  );
}
