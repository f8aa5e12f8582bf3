import { readFileSync } from 'node:fs';
import { closest } from '../text/closest';
import { question } from '../text/sentence';

interface Manifest {
  readonly commands: { readonly [id: string]: { readonly flags: { readonly [name: string]: unknown } } };
}

/**
 * Oclif's message about an unknown command or flag, with the one that was probably meant. `manifest` is the address of the list of commands,
 * which is read only now.
 */
export function withMeant(message: string, args: readonly string[], manifest: URL): string {
  const [, command] = /^[Cc]ommand (\S+) not found\.?$/.exec(message) ?? [];
  const [, flag] = /^Nonexistent flags?: --(\S+?)(?:,|$)/m.exec(message) ?? [];
  if (command === undefined && flag === undefined) return message;
  const { commands } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  // Of two that are as near, people mean the one that begins as what they typed.
  const [initial] = command ?? args[0] ?? '';
  const names = Object.keys(commands).sort((a, b) => Number(b[0] === initial) - Number(a[0] === initial));
  if (command !== undefined) {
    const near = closest(
      command.replaceAll(':', ' '),
      names.flatMap((name) => [name.replaceAll(':', ' '), name.slice(0, name.indexOf(':') + 1).replace(':', '')]).filter(Boolean),
    );
    return `There is no command ${JSON.stringify(command.replaceAll(':', ' '))}.${question(near)} \`cvl help\` lists the commands.`;
  }
  const running = names.filter((name) => args.join(':').startsWith(name)).sort((a, b) => b.length - a.length)[0] ?? '';
  const near = closest(flag ?? '', Object.keys(commands[running]?.flags ?? {}));
  return `There is no flag --${flag}.${question(near && `--${near}`)} \`cvl ${running.replaceAll(':', ' ')} --help\` lists the flags.`;
}
