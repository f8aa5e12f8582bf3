/** Whether a path is in a folder of W&B: `wandb/run-…/` or `wandb/offline-run-…/`. */
export const isInRunFolder = (path: string): boolean => /(?:^|\/)wandb\/(?:offline-run|run)-[^/]+\//.test(path);
