import { type Program, query, type Requirement, requirementsOf, statedRequirements } from '../../src/api';

/**
 * The major version of PyTorch where a program runs: of the container's base image, of a pin, or of what an install brings today. Undefined if
 * nothing that is known brings PyTorch.
 */
export const torchMajor = query('python.torchMajor', (program: Program): number | undefined => {
  const base = program.start.image?.view?.base.value;
  const asked = requirementsFor(program).filter(({ name }) => Object.hasOwn(firstOfTwo, name));
  const pins = new Set(asked.flatMap(pinnedMajor));
  if (pins.size === 1) return [...pins][0];
  if (pins.size > 1 || asked.some(({ specifier, url }) => url !== undefined || specifier.includes('<'))) return undefined;
  const [, tag] = /^(?:docker\.io\/)?pytorch\/pytorch:(\d+)\./.exec(base ?? '') ?? [];
  if (tag !== undefined) return Number(tag);
  const [, year, month] = /^nvcr\.io\/nvidia\/pytorch:(\d\d)\.(\d\d)-/.exec(base ?? '') ?? [];
  // https://docs.nvidia.com/deeplearning/frameworks/support-matrix/: 23.03 is the first with PyTorch 2.
  if (year !== undefined) return Number(`${year}${month}`) >= 2303 ? 2 : 1;
  return asked.some(({ name }) => name === 'torch') ? 2 : undefined;
});

/** What is installed where a program runs: on the host, what the nearest folder that says anything asks for. */
function requirementsFor({ start, entry }: Program): readonly Requirement[] {
  if (start.image) return requirementsOf(start);
  const artifact = start.repository.python(entry.path);
  return [
    ...start.installs.flatMap(({ requirements }) => requirements),
    ...((artifact && statedRequirements(artifact)[0]?.requirements) ?? []),
  ];
}

/** The first versions that need PyTorch 2: https://github.com/pytorch/vision#installation, https://pytorch.org/audio/stable/installation.html */
const firstOfTwo: { readonly [name: string]: readonly [number, number] } = {
  torch: [2, 0],
  torchvision: [0, 15],
  torchaudio: [2, 0],
};

function pinnedMajor({ name, specifier }: Requirement): readonly number[] {
  const [major = 0, minor = 0] = firstOfTwo[name] ?? [];
  return [...specifier.matchAll(/(?:===?|~=)\s*(\d+)\.(\d+)/g)].map(([, one, other]) =>
    Number(one) > major || (Number(one) === major && Number(other) >= minor) ? 2 : 1,
  );
}
