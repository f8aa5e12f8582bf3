import { fineTuning, launch, trainingLoop } from '../../../plugins/performance/samples';

/** A hand-written loop with its launch. */
export const loop = (loader: string, step?: string) => ({ 'train.sh': launch(), 'train.py': trainingLoop(loader, step) });

/** Fine-tuning with its launch. */
export const tuning = (settings: string, more?: string) => ({ 'train.sh': launch(), 'train.py': fineTuning(settings, more) });

/** A loop whose body is a function that is called each epoch. */
export const epochs = (loader: string): string =>
  trainingLoop(loader)
    .replace('for epoch in range(10):\n', 'def train_epoch(epoch):\n')
    .concat('for epoch in range(10):\n    train_epoch(epoch)\n');

/** An image with a base. */
export const image = (base: string) => ({ Dockerfile: `FROM ${base}\n`, 'build.sh': 'docker build -t demo .\n' });

/** An option for a whole number, in code that calls its arguments `args`. */
export const option = (name: string, fallback: string): string =>
  `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("${name}", type=int, default=${fallback})\nargs = parser.parse_args()\n`;

/** A launch that passes words to the program. */
export const started = (words: string, flags = ''): string =>
  launch(flags).replace('python train.py', `python train.py ${words}`.trim());
