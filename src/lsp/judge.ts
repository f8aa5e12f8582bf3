import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import type { LintResult } from '../api/finding';
import { type Baseline, baselineName } from '../engine/baseline/form';
import { readBaseline } from '../engine/baseline/text';
import { lint } from '../engine/lint';
import type { Project } from '../engine/project';
import { warmUnits } from '../engine/warm-units';
import { forgetAnswers } from '../model/query';
import { outsideOnDisk } from './outside';

/** Something more urgent came: the judgment is given up, and what was judged stays known. */
export class Interrupted extends Error {}

/** When the heap, garbage included, is larger than this, in bytes, what can be computed again is forgotten. */
const mostHeap = 180 * 1024 * 1024;

/** Forgetting costs time, so it pays only after so many units. */
const fewestUnits = 8;

export interface JudgeOptions {
  readonly version: string;
  isInterrupted(): boolean;
  isUnsaved(path: string): boolean;
}

const today = (): string => new Date().toISOString().slice(0, 10);

/** Judges one repository again and again, each time only what rests on a change. */
export function judgeOf(project: Project, { version, isInterrupted, isUnsaved }: JudgeOptions) {
  const { repository } = project;
  const units = warmUnits(repository, today);
  const outside = project.outside && outsideOnDisk(project.outside, isUnsaved);
  let baseline: Baseline | undefined;
  let judgedBefore = 0;

  const spare = (): void => {
    if (units.judged - judgedBefore < fewestUnits || getHeapStatistics().used_heap_size < mostHeap) return;
    judgedBefore = units.judged;
    forgetAnswers(repository);
  };

  return {
    /** Lints examples, files outside of examples, or everything (`['']`). Rejects with Interrupted. */
    async judge(paths: readonly string[]): Promise<LintResult> {
      baseline ??= await readBaseline(join(repository.root, baselineName), repository.root);
      const result = await lint({
        ...project,
        ...(outside && { outside: outside.rules }),
        paths,
        version,
        today: today(),
        kept: units,
        ...(baseline.text !== undefined && { baseline }),
        async pause() {
          await new Promise((done) => setImmediate(done));
          if (isInterrupted()) throw new Interrupted();
          spare();
        },
      });
      spare();
      return result;
    },
    /** Files on disk have changed. */
    diskChanged(): void {
      outside?.forget();
      baseline = undefined;
    },
  };
}
