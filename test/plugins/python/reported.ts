import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

/** Each finding as the file, the word that it points at, and the message's id. With several rules, the rule comes before the id. */
export async function reported(rules: Rule | readonly Rule[], sample: Sample, options: SampleOptions = {}): Promise<string[]> {
  const found: string[] = [];
  for (const rule of 'name' in rules ? [rules] : rules) {
    const result = await lintSample(rule, sample, options);
    for (const finding of result.findings) {
      const id = 'name' in rules ? finding.messageId : `${rule.name} ${finding.messageId}`;
      found.push(`${finding.at.file.replace('examples/demo/', '')} [${pointedAt(result, finding)}] ${id}`);
    }
  }
  return found;
}

/** The messages of a rule on a sample. */
export const messages = async (rule: Rule, sample: Sample, options: SampleOptions = {}): Promise<string[]> =>
  (await lintSample(rule, sample, options)).findings.map(({ message }) => message);

/** A script that runs a command in the image `demo`, in the example's folder, the repository's root mounted at /repo. */
export const script = (command: string, flags = '', more = ''): string => `#!/usr/bin/env bash
HERE="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
${more}
docker run --rm --gpus all -v "$HERE:/workspace" -v "$ROOT:/repo:ro" -w /workspace ${flags} demo ${command}
`;

export const build = '#!/usr/bin/env bash\ncd "$(dirname "$0")"\ndocker build -t demo .\n';
