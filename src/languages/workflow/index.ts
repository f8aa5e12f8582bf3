/** GitHub workflows and composite actions: the commands of their `run` steps. See README.md. */

import { type EmbeddedText, writeEmbedded } from '../shell';
import { type Fields, fieldsOf, type TextPiece, type YamlDocument, type YamlPath } from '../yaml';
import { writeExpressions } from './expressions';

export { copyPieces, placesOf } from './pieces';

/** The commands of one `run` step. */
export interface RunStep {
  readonly text: EmbeddedText;
  /** Where it runs, from the folder that the repository is checked out to. Undefined if that isn't known. */
  readonly folder: string | undefined;
  /** The variables that the workflow, the job, and the step set. A value with an expression is undefined. */
  readonly variables: ReadonlyMap<string, StepVariable | undefined>;
}

export interface StepVariable {
  readonly value: string;
  readonly pieces: readonly TextPiece[];
}

/** What a step inherits. */
interface Surroundings {
  readonly variables: ReadonlyMap<string, StepVariable | undefined>;
  readonly folder: string | undefined;
  readonly shell: string;
}

/** The `run` steps that bash or sh runs. */
export function runSteps(yaml: YamlDocument): readonly RunStep[] {
  const whole = fieldsOf(yaml.value);
  const start: Surroundings = { variables: new Map(), folder: '', shell: 'bash' };
  const workflow = within(yaml, whole, [], start);
  if (Array.isArray(fieldsOf(whole.runs).steps)) return stepsOf(yaml, fieldsOf(whole.runs).steps, ['runs', 'steps'], workflow);
  return Object.entries(fieldsOf(whole.jobs)).flatMap(([name, job]) => {
    const fields = fieldsOf(job);
    const onWindows = JSON.stringify(fields['runs-on'] ?? '').includes('windows');
    const surroundings = within(yaml, fields, ['jobs', name], onWindows ? { ...workflow, shell: 'pwsh' } : workflow);
    return stepsOf(yaml, fields.steps, ['jobs', name, 'steps'], surroundings);
  });
}

/** Adds what a workflow, a job or a step sets for what is in it. */
function within(yaml: YamlDocument, fields: Fields, path: YamlPath, outer: Surroundings): Surroundings {
  const run = fieldsOf(fieldsOf(fields.defaults).run);
  const folder = run['working-directory'];
  return {
    variables: withVariables(yaml, fields.env, [...path, 'env'], outer.variables),
    folder: folder === undefined ? outer.folder : plainText(folder),
    shell: typeof run.shell === 'string' ? run.shell : outer.shell,
  };
}

function withVariables(
  yaml: YamlDocument,
  env: unknown,
  path: YamlPath,
  outer: Surroundings['variables'],
): Surroundings['variables'] {
  const variables = new Map(outer);
  for (const [name, written] of Object.entries(fieldsOf(env))) {
    const value = plainText(written);
    variables.set(name, value === undefined ? undefined : { value, pieces: yaml.textPieces([...path, name]) });
  }
  return variables;
}

/** A value without an expression, as the text of a variable. */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && !value.includes('${{') ? value : undefined;
}

function stepsOf(yaml: YamlDocument, steps: unknown, path: YamlPath, outer: Surroundings): readonly RunStep[] {
  if (!Array.isArray(steps)) return [];
  const isElsewhere = steps.some(checksOutElsewhere);
  return steps.flatMap((step, index): RunStep[] => {
    const fields = fieldsOf(step);
    const shell = typeof fields.shell === 'string' ? fields.shell : outer.shell;
    if (typeof fields.run !== 'string' || !/^(?:ba)?sh\b/.test(shell)) return [];
    const folder = fields['working-directory'] === undefined ? outer.folder : plainText(fields['working-directory']);
    return [
      {
        text: textOf(yaml, [...path, index, 'run']),
        folder: isElsewhere ? undefined : folder,
        variables: withVariables(yaml, fields.env, [...path, index, 'env'], outer.variables),
      },
    ];
  });
}

/** Whether a step checks out another repository, or checks out to a folder of its own. */
function checksOutElsewhere(step: unknown): boolean {
  const { uses, with: given } = fieldsOf(step);
  const { path, repository } = fieldsOf(given);
  return typeof uses === 'string' && uses.startsWith('actions/checkout') && (path !== undefined || repository !== undefined);
}

function textOf(yaml: YamlDocument, path: YamlPath): EmbeddedText {
  const writer = writeEmbedded(yaml.file);
  writeExpressions(writer, yaml.textPieces(path));
  return writer.finish();
}
