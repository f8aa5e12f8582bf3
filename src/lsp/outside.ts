import type { OutsideResult, OutsideRules } from '../engine/isolation/outside-rules';

/**
 * Rules that run in other processes see files as they are on disk, and starting those takes a while. So they run again when files
 * were saved, not with every letter; what they found in a file that isn't saved is left out, as its places may have moved.
 */
export function outsideOnDisk(outside: OutsideRules, isUnsaved: (path: string) => boolean) {
  let known: Promise<OutsideResult> | undefined;
  const rules: OutsideRules = {
    ...outside,
    async run(today) {
      known ??= outside.run(today);
      const result = await known;
      return { ...result, found: result.found.filter(({ at }) => !isUnsaved(at.file)) };
    },
  };
  return {
    rules,
    /** Files on disk have changed. */
    forget(): void {
      known = undefined;
    },
  };
}
