import type { ContainerRecord, LiveFacts } from '../../model/live/facts';
import { createMask, maskedValue } from '../engine';

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
    environment: variables(container.environment),
    labels: Object.fromEntries(container.labels),
  };
}

function variables(environment: ReadonlyMap<string, string>): object {
  const mask = createMask(environment);
  return Object.fromEntries([...environment].map(([name, value]) => [name, maskedValue(name, value, mask)]));
}

/** A JSON value, all of whose texts are without secrets: a report has the text of files, which may hold some. */
export function withoutSecrets(value: unknown, { containers }: LiveFacts): unknown {
  const mask = createMask(...containers.map(({ environment }) => environment));
  const masked = (each: unknown): unknown => {
    if (typeof each === 'string') return mask(each);
    if (Array.isArray(each)) return each.map(masked);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, masked(inner)]));
  };
  return masked(value);
}
