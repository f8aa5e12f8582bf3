import { defineRule, type Launch, type Report, type Span, showRoots } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { isRootTarget, type LocatedSource, locatedSources, type RootOptions, rootTargets } from '../mount-sources';
import { endOf, sourcePlace, targetOf } from '../paths';

type Found = Report<'steps' | 'less' | 'more'>;

export default defineRule<'launch', RootOptions, 'steps' | 'less' | 'more'>({
  name: 'mount-root',
  scope: 'launch',
  docs: {
    summary: "A target that is meant for the repository's root gets exactly the root",
    why: 'One `..` too many or too few mounts the wrong folder without any error, until an import fails in the container.',
    bad: [
      {
        wrong: '`../../..` is one folder above the root.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
ROOT="$(cd "$DIR/../../.." && pwd)"
docker run -v "$ROOT:/cvlization_repo:ro" demo python train.py
`,
      },
      {
        wrong: '`$DIR` is two folders below the root.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/cvlization_repo:ro" demo python train.py
`,
      },
      {
        wrong: 'The folder above `$DIR` is one folder below the root.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/..:/cvlization_repo:ro" demo python train.py
`,
      },
      {
        wrong: 'Two folders up, and another three, is above the root.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -v "$(dirname "$DIR"):/cvlization_repo:ro" demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
ROOT="$(cd "$DIR/../.." && pwd)"
docker run -v "$ROOT:/cvlization_repo:ro" demo python train.py
`,
      `#!/bin/bash
docker run -v "$(git rev-parse --show-toplevel):/cvlization_repo:ro" demo python train.py
`,
    ],
  },
  options: rootTargets,
  messages: {
    steps:
      "{{target}} is meant for the repository's root, but gets `{{source}}`. Write `{{steps}}`, or use `git rev-parse --show-toplevel`.",
    less: "{{target}} is meant for the repository's root, but gets `{{source}}`. Go up {{levels}} less, or use `git rev-parse --show-toplevel`.",
    more: "{{target}} is meant for the repository's root, but gets `{{source}}`. Go up {{levels}} more, or use `git rev-parse --show-toplevel`.",
  },
  fixes: {
    steps: { by: '{{steps}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const located of locatedSources(path, 'repository')) {
        const found = isRootTarget(located, options) ? faultOf(path, located) : undefined;
        if (found) yield { ...found, related: [startedAt(path)] };
      }
    });
  },
});

function faultOf(launch: Launch, { mount, path, rooted }: LocatedSource): Found | undefined {
  const below = rooted.path === '' ? 0 : rooted.path.split('/').length;
  if (rooted.above === 0 && below === 0) return undefined;
  const climbAt = (span: Span): Climb | undefined =>
    climbIn(launch.repository.source(span.file)?.text.slice(span.start, span.end) ?? '');
  const end = endOf(launch, mount);
  const at = climbAt(end) ? end : sourcePlace(mount);
  const climb = climbAt(at);
  const count = rooted.above || below;
  const steps = climb && climb.steps + (rooted.above > 0 ? -rooted.above : below);
  return {
    message: steps ? 'steps' : rooted.above > 0 ? 'less' : 'more',
    data: {
      target: targetOf(mount),
      source: showRoots(path),
      ...(steps ? { steps: Array(steps).fill('..').join('/') } : { levels: count === 1 ? '1 level' : `${count} levels` }),
    },
    at: climb ? within(at, climb) : at,
  };
}

interface Climb {
  readonly start: number;
  readonly end: number;
  readonly steps: number;
}

/** The only `../..` in a text. */
function climbIn(text: string): Climb | undefined {
  const [only, another] = text.matchAll(/(?<![\w.])\.\.(?:\/\.\.)*(?![\w.])/g);
  if (!only || another) return undefined;
  return { start: only.index, end: only.index + only[0].length, steps: only[0].split('/').length };
}

const within = (at: Span, { start, end }: Climb): Span => ({ ...at, start: at.start + start, end: at.start + end });
