import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { findRoot } from '../config/places';
import { type GitListing, listAhead } from '../model/git-listing';

const asked = new Map<string, () => Promise<GitListing>>();

/**
 * Has git list the files of the repository that a command line seems to be about, while the command is loaded. A wrong guess costs a call
 * of git; a right one saves the wait for it.
 */
export function lookAhead(words: readonly string[]): void {
  const path = words.find((word) => !word.startsWith('-') && existsSync(word)) ?? '.';
  try {
    const root = realpathSync(findRoot(resolve(path)));
    asked.set(root, listAhead(root));
  } catch {
    // Whoever needs the files says what is wrong.
  }
}

/** What git says, if it was asked ahead. Once: by the next time, there may be other files. */
export async function listedAhead(root: string): Promise<GitListing | undefined> {
  const answer = asked.get(root);
  asked.delete(root);
  return answer?.();
}
