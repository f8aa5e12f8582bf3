import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readText } from '../../config/packages';
import { placesIn } from '../../config/places';
import { lint } from '../../engine/lint';
import { openProject } from '../../engine/project';
import type { Repository } from '../../model/targets';
import { count, describeCounts, plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { configurationFlags, configurationOptions } from '../flags';
import { configurationFile, editorSettings, githubWorkflow, type NewFile, preCommitHook } from '../init/files';
import { type Survey, surveyOf } from '../init/survey';
import { openBaseline } from '../lint/baseline';
import { Command, Flags } from '../oclif';
import { toFile, write } from '../output';

export default class Init extends Command {
  static override summary = 'Set up cvl in a repository, with a baseline of what it finds today.';
  static override description =
    'Files that exist are never changed. Without --yes, a terminal is asked before anything is written.';
  static override examples = ['<%= config.bin %> init', '<%= config.bin %> init --yes --workflow --hook'];
  static override flags = {
    'no-config-code': configurationFlags['no-config-code'],
    yes: Flags.boolean({ char: 'y', description: 'Ask nothing.' }),
    workflow: Flags.boolean({ description: 'Also write a workflow for GitHub Actions.' }),
    hook: Flags.boolean({ description: 'Also write a pre-commit hook.' }),
    vscode: Flags.boolean({ description: 'Also write settings for Visual Studio Code.' }),
    'no-baseline': Flags.boolean({ description: 'Write no baseline.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Init);
    const cwd = process.cwd();
    const open = () => openProject({ cwd, paths: [], ...configurationOptions(flags, this.config) });
    const { repository } = await open();
    const { root } = repository;
    const survey = surveyOf(repository);
    await write(`${visible(root)}\n${foundText(survey)}\n`);
    const configured = placesIn(root)[0];
    const isInstalled = installs(readText(join(root, 'package.json')));
    const { version } = this.config;
    const wanted = [
      ...(configured === undefined ? [configurationFile(survey)] : []),
      ...(flags.workflow ? [githubWorkflow(version, isInstalled)] : []),
      ...(flags.hook ? [preCommitHook(version, isInstalled)] : []),
      ...(flags.vscode ? [editorSettings] : []),
    ];
    if (configured !== undefined) await write(`  ${configured} is there already, and stays as it is.\n`);
    for (const file of wanted) await put(repository, file, flags.yes);

    const project = await open();
    const mayBeMissing = true;
    const baseline = flags['no-baseline'] ? undefined : await openBaseline({ root, cwd, named: undefined, mayBeMissing });
    const today = new Date().toISOString().slice(0, 10);
    const { findings, suppressed } = await lint({ ...project, version, today, ...baseline?.options });
    const total = `${plural(findings.length, 'finding')} (${describeCounts(count(findings))})`;
    if (findings.length === 0)
      await write(`  No findings${suppressed.length > 0 ? ' that count' : ''}, so there's nothing to hold back.\n`);
    else if (baseline && (await agreed(`  ${total}. Hold them back, so that only new ones count?`, flags.yes)))
      await write(`  ${await baseline.extend(project)}\n`);
    else await write(`  ${total}. \`cvl lint --write-baseline\` holds them back.\n`);
    if (existsSync(join(root, 'node_modules')) && !repository.isIgnored('node_modules/cvl'))
      await write("  Git doesn't ignore node_modules. Add `node_modules/` to .gitignore before you commit.\n");
    await write('Next: `cvl lint`. `cvl lint --summary --no-baseline` shows what to fix first.\n');
  }
}

function foundText({ examples, described, tasks, scripts, dockerfiles, compose }: Survey): string {
  const parts = [
    `${plural(examples, 'example')} (${described} with metadata)`,
    plural(scripts, 'shell script'),
    plural(dockerfiles, 'Dockerfile'),
    ...(compose > 0 ? [plural(compose, 'compose file')] : []),
  ];
  const named = tasks.length > 0 ? `\n  tasks: ${tasks.slice(0, 6).map(visible).join(', ')}${tasks.length > 6 ? ', …' : ''}` : '';
  return `  found ${parts.join(', ')}${named}`;
}

async function put(
  { root, isIgnored }: Pick<Repository, 'root' | 'isIgnored'>,
  { path, text, why, toAdd }: NewFile,
  yes: boolean,
): Promise<void> {
  const full = join(root, path);
  if (existsSync(full)) {
    const advice = toAdd ? ` Add this ${toAdd.where}:\n${toAdd.text.replace(/^/gm, '    ').trimEnd()}` : '';
    return write(`  ${path} is there already, and stays as it is.${advice}\n`);
  }
  if (!(await agreed(`  Write ${path} (${why})?`, yes))) return;
  await toFile(root, full, text);
  const hidden = isIgnored(path) ? ` Git ignores it: \`git add --force ${path}\` commits it.` : '';
  await write(`  ${path} is written: ${why}.${hidden}\n`);
}

/** Whether a package.json has cvl among its packages. */
function installs(text: string | undefined): boolean {
  try {
    const { dependencies, devDependencies } = Object(JSON.parse(text ?? '{}'));
    return Object.hasOwn({ ...dependencies, ...devDependencies }, 'cvl');
  } catch {
    return false;
  }
}

/** Asks on a terminal; elsewhere, and with --yes, the answer is yes. */
async function agreed(question: string, yes: boolean): Promise<boolean> {
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return !/^n/i.test((await terminal.question(`${question} [Y/n] `)).trim());
  } finally {
    terminal.close();
  }
}
