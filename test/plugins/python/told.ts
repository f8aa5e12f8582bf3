import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

/** What a rule says of a sample: the file, the text that it points at, and the message's id. */
export async function told(rule: Rule, sample: Sample, options: SampleOptions = {}): Promise<string[]> {
  const result = await lintSample(rule, sample, options);
  return result.findings.map(
    (finding) => `${finding.at.file.replace('examples/demo/', '')} [${pointedAt(result, finding)}] ${finding.messageId}`,
  );
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
