import { quoted } from '../part';

const systems =
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(' ');

const architectures =
  '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm i386 x86_64 x86-64 aarch64 armhf armel'.split(
    ' ',
  );

const system = ['OS ', '^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.-]*)\\))?$'] as const;

const component = ['', '^[A-Za-z0-9_.-]+$'] as const;

/** The client's reason to refuse `--platform`, or undefined. */
export function parsePlatform(text: string): string | undefined {
  const refused = (reason: string) => `error parsing specified platform: ${reason}: invalid argument`;
  if (text.includes('*')) return refused(`${quoted(text)}: wildcards not yet supported`);
  const parts = text.split('/');
  for (const [index, part] of parts.entries()) {
    const [what, rule] = index === 0 ? system : component;
    if (!new RegExp(rule).test(part)) {
      const specifier = `${what === '' ? 'platform' : 'OSAndVersion'} specifier component must match ${quoted(rule)}`;
      return refused(`${quoted(part)} is an invalid ${what}component of ${quoted(text)}: ${specifier}`);
    }
  }
  if (parts.length > 3) return refused(`${quoted(text)}: cannot parse platform specifier`);
  if (parts.length > 1) return undefined;
  const name = parts[0]!.toLowerCase();
  return systems.includes(name) || architectures.includes(name)
    ? undefined
    : refused(`${quoted(text)}: unknown operating system or architecture`);
}
