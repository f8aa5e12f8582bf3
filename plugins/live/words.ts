import { type EngineFacts, type LiveContainer, type Location, quoteForShell, type Report } from '../../src/api';

/** A command of the user's client, as it can be pasted. */
export const command = ({ words }: EngineFacts, ...more: readonly string[]): string => quoteForShell([...words, ...more]);

/** Where a finding about a whole container is reported: the image of the launch that declares it. */
const placeOf = ({ launch }: Pick<LiveContainer, 'launch'>): Location =>
  launch === undefined ? { file: '' } : (launch.spec.image?.span ?? launch.span);

/** What all findings about a container have. */
export const about = (target: LiveContainer): Pick<Report, 'at' | 'evidence'> => ({
  at: placeOf(target),
  evidence: { container: target.facts.id, name: target.facts.name, state: target.facts.state, exitCode: target.facts.exitCode },
});

/** `1.5 GB`, `512 MB`. */
export const size = (bytes: number): string => (bytes >= 1e9 ? `${figure(bytes / 1e9)} GB` : `${figure(bytes / 1e6)} MB`);

const figure = (value: number): string => String(Number(value.toPrecision(value >= 100 ? 3 : 2)));

/** The cause that mounts and missing files share: a mount of a container isn't what its launch declares. */
export const mountCause = ({ facts }: LiveContainer, target: string): string => `mount ${facts.id} ${target}`;
