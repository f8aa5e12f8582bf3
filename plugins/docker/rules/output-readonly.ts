import { causes, defineRule } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { placeOfPath } from '../named-paths';
import { type OutputOptions, outputOptions, outputsOf } from '../outputs';
import { mountConditions, targetOf } from '../paths';

export default defineRule<'launch', OutputOptions, 'readonly'>({
  name: 'output-readonly',
  scope: 'launch',
  docs: {
    summary: "A program isn't made to write into a read-only mount",
    why: 'The program stops at its first write, often after hours of training.',
    bad: [
      {
        wrong: '`/data` is read-only.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/data:ro" demo python train.py --output_dir /data/out
`,
      },
    ],
    good: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/data:ro" -v "$DIR/runs:/runs" demo python train.py --output_dir /runs/out
`,
  },
  options: outputOptions,
  messages: {
    readonly:
      '{{name}} makes the program write to {{path}}, but {{mount}} is mounted read-only. Mount it writable, or write elsewhere.',
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const output of outputsOf(path, options)) {
        const located = path.container.locate(output.path);
        if (located.kind !== 'mounted' && located.kind !== 'outside') continue;
        const { mount } = located;
        if (mount.readonly !== true || mount.open || mountConditions(mount).length > 0) continue;
        const { at, related } = placeOfPath(output);
        yield {
          message: 'readonly',
          data: { name: output.name, path: output.path, mount: targetOf(mount) },
          at,
          related: [{ message: 'This mount is read-only.', at: mount.span }, ...related],
          follows: causes.readonlyMount(mount),
        };
      }
    });
  },
});
