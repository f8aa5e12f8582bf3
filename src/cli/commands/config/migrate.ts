import { join } from 'node:path';
import type { Edit } from '../../../api/rule';
import type { ConfigurationForm } from '../../../config/form';
import { namedRules } from '../../../config/hints';
import { renamedRules } from '../../../config/names';
import { readText } from '../../../config/packages';
import { isCode } from '../../../config/places';
import { openProject } from '../../../engine/project';
import { parseYaml } from '../../../languages/yaml';
import { plural } from '../../../reporters/summary';
import { visible } from '../../../reporters/text/visible';
import { noteFailures } from '../../faults';
import { configurationFlags, configurationOptions } from '../../flags';
import { Command, Flags } from '../../oclif';
import { note, toFile, write } from '../../output';

export default class ConfigMigrate extends Command {
  static override summary = 'Write the new names of rules that were renamed into the configuration.';
  static override examples = ['<%= config.bin %> config migrate', '<%= config.bin %> config migrate --dry-run'];
  static override flags = {
    ...configurationFlags,
    'dry-run': Flags.boolean({ description: 'Print the changes as a diff, and write nothing. Exit with 1 if there are any.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ConfigMigrate);
    const { configuration, repository } = await openProject({
      cwd: process.cwd(),
      paths: [],
      ...configurationOptions(flags, this.config),
    });
    await noteFailures(configuration);
    const { file } = configuration;
    if (file === undefined) return write('There is no configuration to migrate.\n');
    if (isCode(file)) return note(`${visible(file)} is code. Its hints in \`cvl lint\` say which names to change.`);
    const path = join(repository.root, file);
    const text = readText(path) ?? '';
    const renamed = renamedRules(new Map([...configuration.rules].map(([id, { rule }]) => [id, rule])));
    const edits = editsOf(file, text, renamed);
    if (edits.length === 0) return write(`${visible(file)} has no old names of rules.\n`);
    const changed = edited(text, edits);
    if (flags['dry-run']) {
      const { describeFixes } = await import('../../../fix/diff');
      process.exitCode = 1;
      return write(describeFixes(new Map([[file, changed]]), () => text));
    }
    await toFile(repository.root, path, changed);
    await write(`${visible(file)}: ${plural(edits.length, 'name')} changed.\n`);
  }
}

/** Where a configuration says an old name, and what it's called now. */
function editsOf(file: string, text: string, renamed: ReadonlyMap<string, string>): readonly Edit[] {
  const yaml = parseYaml({ path: file, text });
  const isPackage = file === 'package.json';
  const value = (isPackage ? (yaml.value as { readonly cvl?: unknown }).cvl : yaml.value) as ConfigurationForm;
  return namedRules(value ?? {}).flatMap(({ name, path }) => {
    const id = renamed.get(name);
    const whole = isPackage ? ['cvl', ...path] : path;
    const span = path[0] === 'suppressions' ? yaml.valueSpan(whole) : yaml.keySpan(whole);
    const offset = span ? text.slice(span.start, span.end).indexOf(name) : -1;
    if (id === undefined || !span || offset < 0) return [];
    const start = span.start + offset;
    return [{ file, start, end: start + name.length, text: id }];
  });
}

const edited = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((done, edit) => done.slice(0, edit.start) + edit.text + done.slice(edit.end), text);
