import type { Candidate } from '../../reader';

/**
 * Whether a file is in a folder of W&B: `wandb/run-…/` or `wandb/offline-run-…/`, or the `files/` of such a folder that was moved,
 * which W&B's own files beside it show.
 */
export const isInRunFolder = ({ path, siblings }: Candidate): boolean =>
  /(?:^|\/)wandb\/(?:offline-run|run)-[^/]+\//.test(path) ||
  (/(?:^|\/)files\/[^/]+$/.test(path) &&
    siblings.some((name) => name === 'wandb-metadata.json' || name === 'wandb-summary.json'));
