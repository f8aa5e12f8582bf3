import { type Copy, finalStage, type Instruction, type Stage } from '../../languages/docker';
import type { DockerfileArtifact } from '../../model/targets';
import { type Field, objectOf, placed } from '../objects';
import { listOf, mapOf, unknown } from '../unknown';

/** A Dockerfile with mistakes can be misread, so absence isn't certain in it. */
export function dockerfileValue({ path, dockerfile }: DockerfileArtifact): object {
  const broken = dockerfile.problems.length > 0;
  const image = finalStage(dockerfile);
  const whole = { file: path };
  const last = image?.stages.flatMap((stage) => stage.workdirs).at(-1);
  return objectOf(
    'Dockerfile',
    {
      text: () => dockerfile.file.text,
      base: (): Field => (image ? (image.base.value ?? unknown) : broken ? unknown : undefined),
      stages: (): Field => listOf(dockerfile.stages.map(stageValue), broken),
      instructions: (): Field => listOf(dockerfile.instructions.map(instructionValue), broken),
      copies: (): Field => listOf((image?.copies ?? []).map(copyValue), broken),
      // Variables that the base image sets aren't included.
      env: (): Field =>
        placed(
          mapOf(
            [...(image?.env ?? [])].map(([name, { value }]) => [name, value ?? unknown] as const),
            broken,
          ),
          {
            self: whole,
            part: (key) => {
              const assignment = image?.env.get(key);
              return assignment && (assignment.valueSpan ?? assignment.span);
            },
          },
        ),
      workdir: (): Field => (last ? (image?.workdir ?? unknown) : broken ? unknown : undefined),
      user: (): Field => (image?.user ? (image.user.value ?? unknown) : broken ? unknown : undefined),
    },
    {
      self: whole,
      part: (key) => {
        if (key === 'base') return image?.base.span;
        if (key === 'workdir') return last?.span;
        return key === 'user' ? image?.user?.span : undefined;
      },
    },
  );
}

const stageValue = (stage: Stage): object =>
  objectOf(
    'Stage',
    {
      name: () => stage.name,
      image: (): Field => (stage.from.stage ? undefined : (stage.from.value ?? unknown)),
      platform: (): Field => stage.from.platform && (platformOf(stage) ?? unknown),
    },
    { self: stage.from.span, part: (key) => (key === 'platform' ? stage.from.platform?.span : undefined) },
  );

/** Undefined if it has a variable: the builder sets those. */
const platformOf = ({ from }: Stage): string | undefined => {
  const value = from.platform?.value ?? undefined;
  return value?.includes('$') ? undefined : value;
};

const copyValue = (copy: Copy): object =>
  objectOf(
    'Copy',
    {
      instruction: () => copy.kind,
      sources: (): Field => {
        const sure = copy.sources.flatMap(({ value }) => value ?? []);
        const list = listOf(sure, sure.length < copy.sources.length);
        return placed(list, { self: copy.instruction.span, part: (key) => copy.sources[Number(key)]?.span });
      },
      destination: () => copy.destination.value ?? unknown,
      from: (): Field => copy.from && (copy.from.value ?? unknown),
    },
    {
      self: copy.instruction.keywordSpan,
      part: (key) => (key === 'destination' ? copy.destination.span : key === 'from' ? copy.from?.span : undefined),
    },
  );

const instructionValue = (instruction: Instruction): object =>
  objectOf(
    'Instruction',
    { keyword: () => instruction.keyword, text: () => instruction.text.text.trim() },
    { self: instruction.keywordSpan },
  );
