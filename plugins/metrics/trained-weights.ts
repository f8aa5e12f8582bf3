import { pretrainedBy, type RunArtifact } from '../../src/api';

/** Calls that download something other than a model. */
const noModel = /tokenizer|processor|featureextractor|config|dataset/i;

/** Why the run may start from trained weights, as a clause: by what it logs, else by what the example's code downloads. */
export function trainedWeights({ run, example }: RunArtifact): string | undefined {
  const logged = pretrainedBy(run);
  if (logged !== undefined) return logged;
  for (const { facts } of example?.programs.flatMap(({ own }) => own) ?? []) {
    const model = facts.downloads.find(({ by, call }) => {
      const kind = call.argument('repo_type')?.value;
      return !noModel.test(by) && !(kind?.kind === 'known' && kind.value === 'dataset');
    });
    if (model !== undefined) return `the example's code calls ${model.by}`;
  }
  return undefined;
}
