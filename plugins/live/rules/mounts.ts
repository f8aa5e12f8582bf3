import { defineRule, type LiveContainer, type Mount, type Report } from '../../../src/api';
import { container } from '../samples';
import { about, mountCause } from '../words';

type Id = 'missing' | 'source' | 'writable' | 'readonly';

export default defineRule<'container', Record<string, never>, Id>({
  name: 'mounts',
  scope: 'container',
  docs: {
    summary: 'The container has the mounts that its launch declares',
    why: 'A container that was started by hand, from another folder, or before the script changed reads and writes elsewhere: its results and its errors say nothing about the script.',
    bad: [
      { wrong: 'The container was started without the mount.', sample: container('state: running\nmounts: []') },
      {
        wrong: 'The container has another checkout.',
        sample: container('state: running\nmounts: [{ source: /home/user/old/examples/demo, target: /workspace }]'),
      },
    ],
    good: container('state: running'),
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  messages: {
    missing: 'The launch mounts {{target}}, but the container {{name}} has no such mount. Start it again with this script.',
    source:
      'The launch mounts {{declared}} at {{target}}, but the container {{name}} has {{actual}} there. Start it again with this script.',
    writable:
      'The launch mounts {{target}} read-only, but the container {{name}} may write there. Start it again with this script.',
    readonly:
      "The launch mounts {{target}} writable, but the container {{name}} can't write there. Start it again with this script.",
  },
  *check(target): Iterable<Report<Id>> {
    const { launch, facts } = target;
    if (!launch || launch.spec.open.length > 0 || facts.isProbe) return;
    for (const mount of launch.spec.mounts) {
      const folder = mount.target.text?.replace(/(?<=.)\/$/, '');
      if (folder === undefined || !isCertain(mount)) continue;
      const report = compared(target, mount, folder);
      if (report) yield { ...about(target), ...report, at: mount.span, cause: mountCause(target, folder) };
    }
  },
});

const isCertain = ({ type, open, flag }: Mount): boolean =>
  (type === 'bind' || type === 'volume') && !open && !flag.flag.word.when && !flag.value?.word.when;

function compared(
  { facts, sourceOf }: LiveContainer,
  mount: Mount,
  target: string,
): { readonly message: Id; readonly data: NonNullable<Report['data']> } | undefined {
  const actual = facts.mounts.find((each) => each.target === target);
  const data = { name: facts.name, target };
  if (!actual) return { message: 'missing', data };
  const declared = sourceOf(mount);
  if (declared !== undefined && actual.type === 'bind' && actual.source !== undefined && declared !== actual.source)
    return { message: 'source', data: { ...data, declared, actual: actual.source } };
  if (mount.readonly === true && !actual.readonly) return { message: 'writable', data };
  return mount.readonly === false && actual.readonly ? { message: 'readonly', data } : undefined;
}
