import { stampOf } from '../../model/file-access';
import { hashOf } from '../../model/hash';
import { askGround, lookAt } from '../../model/query';
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
  /** The id of an answer. Undefined if it can't be recognized later. */
  function idOf({ asked: { name }, key, value }: Pick<Answer, 'asked' | 'key' | 'value'>): GroundId | undefined {
    if (name === 'repository.content' && value !== undefined) return ofStreamed(key, String(value));
    if (name !== 'repository.source') return { id: idOfData(value) };
    if (value === undefined) return { id: '-' };
    const id = hashOf((value as SourceFile).text);
    const stamp = stampNow(key);
    return { id, ...(stamp !== undefined && { stamp }) };
  }

  /** What shows that a file on disk is the same. Undefined if nothing does. */
  function stampNow(path: string): string | undefined {
    const stamp = repository.overlay.has(path) ? undefined : stampOf(repository, path);
    return stamp !== undefined && isLasting(stamp) ? stamp : undefined;
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
    idOf: (answer: Answer): GroundId | undefined => untraced(() => idOf(answer)),
    /** Whether the file of a question is as it was, by its stamp alone. */
    isStill: (key: string, { stamp }: GroundId): boolean => stamp !== undefined && untraced(() => stampNow(key)) === stamp,
    /** Whether the answer of a question has an id now. */
    isSame: ({ name, key, id }: { readonly name: string; readonly key: string; readonly id: string }): boolean =>
      untraced(() => {
        const asked = (name === 'repository.source' ? askGround : lookAt)(name, repository, key); // a text is needed again
        return asked !== undefined && idOf(asked)?.id === id;
      }),
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
