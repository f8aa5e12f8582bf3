import { type Launch, pattern } from '../../src/api';

/** Whether the program may make the data itself: it downloads, unpacks, or creates what the option or variable names. */
export function mayFetch(launch: Launch, name: string, path: string): boolean {
  const programs = launch.starts.flatMap(({ program }) => program ?? []);
  // A program that isn't known may do anything.
  if (programs.length === 0 || programs.length < launch.starts.length || launch.starts.some(({ preceded }) => preceded))
    return true;
  const files = programs.flatMap(({ graph }) => [...graph.files.values()]);
  return files.some(({ source: { text }, facts }) => {
    if (/download\s*=\s*True|urlretrieve|extractall|unpack_archive|\bgdown\b|\bwget\b|\bcurl\b|local_dir\s*=/.test(text))
      return true;
    if (facts.downloads.some(({ target }) => target?.value.setters.some((setter) => 'name' in setter && setter.name === name)))
      return true;
    return (
      facts.files.some(
        (use) =>
          (use.action === 'create-folder' || use.action === 'write') && (use.path === path || use.path.startsWith(`${path}/`)),
      ) || makes(text, name)
    );
  });
}

/** `os.makedirs(args.data_dir)`, `data_dir.mkdir()`. */
function makes(text: string, name: string): boolean {
  const word = name.replace(/^-+/, '').replace(/-/g, '_').toLowerCase();
  return pattern`(?:makedirs|mkdir)\([^)\n]{0,80}\b${word}\b|\b${word}\b[^\n]{0,80}\.mkdir\(`.test(text.toLowerCase());
}
