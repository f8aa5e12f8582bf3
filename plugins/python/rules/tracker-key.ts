import { type ContainerProgram, defineRule, type Launch } from '../../../src/api';
import { everywhere } from '../languages';
import { additionTo } from '../missing-variables';
import { inPrograms } from '../reports';
import { image, launch } from '../samples';
import { onlineUse, type Service } from '../trackers';

interface Options {
  readonly services: readonly Service[];
}

const strings = { type: 'array', items: { type: 'string' } } as const;

const code = `import wandb

def main():
    wandb.init(project="leaves")

main()
`;

export default defineRule<'programs', Options, 'missing' | 'mode'>({
  name: 'tracker-key',
  scope: 'programs',
  languages: everywhere,
  docs: {
    summary: 'A container that reports its run to a service gets the key for it',
    why: 'Where no one can log in, `wandb.init()` stops the program with "api_key not configured (no-tty)". The key on the host is not in the container unless the script passes it on.',
    bad: [
      { wrong: 'The container gets no key.', sample: { 'train.sh': launch('python train.py'), 'train.py': code, ...image() } },
      {
        wrong: 'The trainer reports to Weights & Biases.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': `from transformers import TrainingArguments
args = TrainingArguments(output_dir="outputs", report_to="wandb")
`,
          ...image(),
        },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py', '-e WANDB_API_KEY'), 'train.py': code, ...image() },
      { 'train.sh': launch('python train.py', '-e WANDB_MODE=offline'), 'train.py': code, ...image() },
      {
        'train.sh': launch('python train.py'),
        'train.py': code.replace('project="leaves"', 'project="leaves", mode="offline"'),
        ...image(),
      },
    ],
    references: ['Training Pipeline Verification, “Framework Settings”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        services: {
          type: 'array',
          description: 'Services that code reports runs to, and the variables that they read.',
          items: {
            type: 'object',
            required: ['name', 'calls', 'module', 'key', 'off', 'given', 'login'],
            additionalProperties: false,
            properties: {
              name: { type: 'string' },
              calls: strings,
              reports: { type: 'string', description: 'Its name in `report_to`.' },
              module: { type: 'string' },
              key: { type: 'string', description: 'The variable that holds the key.' },
              mode: { type: 'string', description: 'A setting that keeps runs local.' },
              off: { type: 'object', description: 'Arguments and variables that keep runs local.' },
              given: { ...strings, description: 'Arguments that hold the key.' },
              login: { ...strings, description: 'Files that hold the key.' },
            },
          },
        },
      },
    },
    tables: { services: 'python-trackers.services' },
  },
  messages: {
    missing:
      '{{what}} needs a key for {{service}}, and {{script}} passes none to the container, so the program stops there. Add `{{key}}` {{place}}.',
    mode: '{{what}} needs a key for {{service}}, and {{script}} passes none to the container, so the program stops there. Add `{{key}}` {{place}}, or `{{mode}}` to keep the run local.',
  },
  fixes: {
    mode: { flag: '{{flag}}', unsafe: true },
    missing: { flag: '{{flag}}', unsafe: true },
  },
  *check({ programs }, { options: { services } }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const service of services) {
          if (!isWithoutKey(program, service)) continue;
          const use = onlineUse(program, service);
          if (!use) continue;
          const { at, script, place, entry, flag } = additionTo(program.start.launch);
          const { name, key, mode = '' } = service;
          const data = { what: use.what, service: name, key: entry(key), mode: entry(mode), place, script, flag: flag?.(key) };
          const related = [{ message: 'The code reports here.', at: use.at }];
          yield { message: mode ? 'mode' : 'missing', data, at, related };
        }
      },
      ({ at, data }) => [at, data?.['service']],
    );
  },
});

/** Neither the launch nor the image gives the key, a login, or a setting that keeps runs local; and no one can type the key. */
function isWithoutKey({ start }: ContainerProgram, { key, off, login }: Service): boolean {
  const { launch: started, container, variables, preceded } = start;
  const names = [key, ...off.variables];
  if (preceded || isInteractive(started) || names.some((name) => variables.has(name) || container.variable(name) !== null))
    return false;
  return login.every((file) => container.locate(file).kind === 'image');
}

const isInteractive = ({ spec }: Launch): boolean => spec.tty !== false && spec.interactive !== false;
