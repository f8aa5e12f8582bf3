import { stampOf } from '../../model/file-access';
import { hashOf } from '../../model/hash';
import { askGround } from '../../model/query';
import type { LintedRepository } from '../../model/repository';
import { isLasting } from '../../model/stamp';
import { type Answer, untraced } from '../../model/tracing';
import type { SourceFile } from '../../text/span';

/** What tells an answer of plain data from others: the answer itself where it's short, else a hash. */
export interface GroundId {
  readonly id: string;
  /** What the system said of the file that was read, if that can show without reading it that it's the same. */
  readonly stamp?: string;
  /** Whether it holds only now. */
  readonly isFleeting?: boolean;
}

/** A text of up to this length is shorter than its hash. */
const longestPlain = 32;

/** Knows the answers of one repository by their ids. */
export function groundIds(repository: LintedRepository) {
  const known = new Map<Answer, GroundId | undefined>();

  function idOf(answer: Answer): GroundId | undefined {
    if (!known.has(answer))
      known.set(
        answer,
        untraced(() => compute(answer)),
      );
    return known.get(answer);
  }

  function compute({ asked: { name }, key, value }: Answer): GroundId | undefined {
    if (name === 'repository.content' && value !== undefined) return ofStreamed(key, String(value));
    if (name !== 'repository.source') return { id: idOfData(value) };
    if (value === undefined) return { id: '-' };
    const id = hashOf((value as SourceFile).text);
    const stamp = repository.overlay.has(key) ? undefined : stampOf(repository, key);
    return { id, ...(stamp !== undefined && isLasting(stamp) && { stamp }) };
  }

  /** A log is read as a stream, so its content is looked at here. Where it changed since, or may have, that can't be told later. */
  function ofStreamed(path: string, value: string): GroundId | undefined {
    const stamp = stampOf(repository, path);
    if (stamp === undefined) return { id: value };
    const id = hashOfFile(repository, path);
    const isSame = isLasting(stamp) && repository.tree.stamp?.(path) === stamp;
    return id === undefined ? undefined : { id, ...(isSame ? { stamp } : { isFleeting: true }) };
  }

  return {
    idOf,
    /** The stamp of a file that was read, now. */
    stampNow(name: string, key: string): Pick<GroundId, 'stamp'> {
      const isRead = name === 'repository.source' || name === 'repository.content';
      const stamp = isRead && !repository.overlay.has(key) ? untraced(() => stampOf(repository, key)) : undefined;
      return stamp !== undefined && isLasting(stamp) ? { stamp } : {};
    },
    /** Whether a question still has the answer of an id. */
    holds(name: string, key: string, { id, stamp }: GroundId): boolean {
      return untraced(() => {
        if (stamp !== undefined && !repository.overlay.has(key) && stampOf(repository, key) === stamp) return true;
        const answer = askGround(name, repository, key);
        return answer !== undefined && idOf(answer)?.id === id;
      });
    },
  };
}

/** The id of plain data. Data that is absent has one too. */
function idOfData(value: unknown): string {
  const text = value === undefined ? '-' : JSON.stringify(value);
  return text.length > longestPlain ? hashOf(text) : text;
}

function hashOfFile({ tree }: LintedRepository, path: string): string | undefined {
  const bytes = tree.read(path);
  return bytes && hashOf(bytes);
}
