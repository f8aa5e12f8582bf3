import { type OpenMmlabConfiguration, openMmlabConfigurations, type Setting } from '../../src/api';
import type { Training } from './trainings';

/** The configurations of OpenMMLab that a training loads. */
export const configurationsOf = ({ files, start }: Training): readonly OpenMmlabConfiguration[] =>
  openMmlabConfigurations(files, start);

/** The first of several settings that is surely given: MMEngine's name for it, then those of versions before it. */
export const givenIn = (configuration: OpenMmlabConfiguration, ...keys: readonly string[]): Setting | undefined =>
  keys
    .map((each) => configuration.setting(each))
    .find((setting): setting is Setting => setting !== undefined && setting !== 'absent');

/** Where a configuration loads training data without workers. */
export const withoutWorkers = (training: Training): readonly Setting[] =>
  configurationsOf(training).flatMap((configuration) => {
    const workers = givenIn(
      configuration,
      'train_dataloader.num_workers',
      'data.train_dataloader.workers_per_gpu',
      'data.workers_per_gpu',
    );
    return workers?.value === 0 ? [workers] : [];
  });

/** How many steps a configuration trains. Undefined if that isn't known, or it counts epochs. */
export const stepsOf = (configuration: OpenMmlabConfiguration): number | undefined => {
  const { value } = givenIn(configuration, 'train_cfg.max_iters', 'runner.max_iters') ?? {};
  return typeof value === 'number' ? value : undefined;
};

/** After how many steps a configuration evaluates. Undefined if that isn't known, or it counts epochs. */
export function evaluationSteps(configuration: OpenMmlabConfiguration): (Setting & { readonly value: number }) | undefined {
  const interval = givenIn(configuration, 'train_cfg.val_interval', 'evaluation.interval');
  const loop = givenIn(configuration, 'train_cfg.type', 'runner.type');
  const countsSteps = loop?.value === 'IterBasedTrainLoop' || loop?.value === 'IterBasedRunner';
  return countsSteps && typeof interval?.value === 'number' ? { ...interval, value: interval.value } : undefined;
}
