import { readdirSync, readFileSync } from 'node:fs';

/** Programs of engines, which go on for other containers as well. */
const ofEngines = /^(?:conmon|catatonit|podman|containerd|dockerd|rootlessport|slirp4netns|pasta|aardvark-dns)/;

/**
 * Ends what a script left behind in a process group of its own, as by `setsid`: processes of this user with an entry in their environment,
 * as far as the system shows it. Returns their commands.
 */
export function endProcessesWith(entry: string, proc = '/proc'): readonly string[] {
  return idsIn(proc).flatMap((id) => {
    const name = textOf(`${proc}/${id}/comm`).trim();
    const environment = textOf(`${proc}/${id}/environ`).split('\0');
    if (Number(id) === process.pid || !environment.includes(entry) || ofEngines.test(name)) return [];
    try {
      process.kill(Number(id), 'SIGKILL');
      return [name];
    } catch {
      return []; // it has ended
    }
  });
}

function idsIn(proc: string): readonly string[] {
  try {
    return readdirSync(proc).filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // a system without such a folder
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended, or is another user's
  }
}
