import type { ContainerRecord, LiveFacts } from '../../model/live/facts';
import { createMask, masked, maskedValue } from '../engine';

/** What was found of the engine, as plain data without secrets, for `cvl doctor --format json`. docs/live.md describes it. */
export function liveAsJson({ engine, images, containers }: LiveFacts): object {
  const { owners, ...rest } = engine;
  return {
    engine: { ...rest, owners: Object.fromEntries(owners) },
    images: images.map(({ name, facts, newer }) => ({
      name,
      newer,
      facts: facts && { ...facts, labels: Object.fromEntries(facts.labels), environment: variables(facts.environment) },
    })),
    containers: containers.map(containerAsJson),
  };
}

function containerAsJson(container: ContainerRecord): object {
  const mask = createMask(container.environment);
  return {
    ...container,
    command: container.command.map(mask),
    error: container.error && mask(container.error),
    environment: variables(container.environment),
    labels: variables(container.labels),
  };
}

function variables(environment: ReadonlyMap<string, string>): object {
  const mask = createMask(environment);
  return Object.fromEntries([...environment].map(([name, value]) => [name, maskedValue(name, value, mask)]));
}

/** Plain data of a report without secrets: what it quotes of files and of the engine may hold some. */
export const withoutSecrets = <Value>(value: Value, { containers }: LiveFacts): Value =>
  masked(value, createMask(...containers.map(({ environment }) => environment), Object.entries(process.env)));
