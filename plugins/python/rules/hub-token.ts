import { type ContainerProgram, defineRule, type Report, type Span, settingOf } from '../../../src/api';
import { surelyRuns } from '../certain-calls';
import { downloadsOf } from '../downloads';
import { everywhere } from '../languages';
import { additionTo } from '../missing-variables';
import { inPrograms } from '../reports';
import { image, launch } from '../samples';

interface Options {
  readonly hub: { readonly tokens: readonly string[]; readonly login: string; readonly gated: readonly string[] };
}

type Id = 'push' | 'push-login' | 'gated';

const strings = { type: 'array', items: { type: 'string' } } as const;

const push = `from transformers import TrainingArguments
args = TrainingArguments(output_dir="outputs", push_to_hub=True)
`;
const gated = `from transformers import AutoModel
model = AutoModel.from_pretrained("meta-llama/Llama-3.1-8B")
`;

export default defineRule<'programs', Options, Id>({
  name: 'hub-token',
  scope: 'programs',
  languages: everywhere,
  docs: {
    summary: 'A container that pushes to the Hugging Face Hub, or downloads a gated model, gets a token',
    why: 'Without a token, the Hub refuses a push after hours of training, and the download of a model whose license must be accepted at once. The token that `hf auth login` keeps on the host is in the container only if the cache is mounted.',
    bad: [
      {
        wrong: 'The container gets no token for the push.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': push, ...image() },
      },
      {
        wrong: 'The container gets no token for a gated model.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': gated, ...image() },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py', '-e HF_TOKEN'), 'train.py': push, ...image() },
      {
        'train.sh': launch('python train.py', '-v "$HOME/.cache/huggingface:/root/.cache/huggingface"'),
        'train.py': gated,
        ...image(),
      },
    ],
    references: ['https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        hub: {
          type: 'object',
          additionalProperties: false,
          required: ['tokens', 'login', 'gated'],
          properties: {
            tokens: { ...strings, minItems: 1, description: 'Variables that hold the token; the first one is suggested.' },
            login: { type: 'string', description: 'The file that holds the token after a login.' },
            gated: { ...strings, description: 'How the names of models begin whose license must be accepted.' },
          },
        },
      },
    },
    tables: { hub: 'python-trackers.hub' },
  },
  messages: {
    push: 'The Hub refuses a push without a token, and {{script}} passes none to the container. Add `{{token}}` {{place}}.',
    'push-login':
      'The Hub refuses a push without a token. {{script}} passes none to the container, so it only works if someone ran `hf auth login` on the host. Add `{{token}}` {{place}}.',
    gated:
      '{{model}} is a gated model, and {{script}} passes no token to the container, so the Hub refuses the download. Add `{{token}}` {{place}}.',
  },
  fixes: {
    push: { flag: '{{flag}}', unsafe: true },
    'push-login': { flag: '{{flag}}', unsafe: true },
    gated: { flag: '{{flag}}', unsafe: true },
  },
  *check({ programs }, { options: { hub } }) {
    yield* inPrograms(
      programs,
      function* (program) {
        if (isGiven(program, hub.tokens)) return;
        const hasLogin = program.start.container.locate(hub.login).kind !== 'image';
        const found = pushIn(program, hasLogin) ?? (hasLogin ? undefined : gatedIn(program, hub.gated));
        if (!found) return;
        const { at: use, ...report } = found;
        const { at, script, place, entry, flag } = additionTo(program.start.launch);
        const [token = ''] = hub.tokens;
        const data = { ...report.data, token: entry(token), place, script, flag: flag?.(token) };
        yield { ...report, data, at, related: [{ message: 'The code does it here.', at: use }] };
      },
      ({ at, message }) => [at, message],
    );
  },
});

type Found = Report<Id> & { readonly at: Span };

/** The launch, the image, or the code sets a token, or may do so. */
function isGiven({ start, own }: ContainerProgram, tokens: readonly string[]): boolean {
  if (start.preceded || tokens.some((name) => start.variables.has(name) || start.container.variable(name) !== null)) return true;
  return own.some(({ source: { text }, facts }) => {
    if (facts.environment.dotenv.length > 0 || tokens.some((name) => text.includes(name))) return true;
    return /\b(?:hub_token|use_auth_token|token)\s*=|\b(?:login|notebook_login)\(/.test(text);
  });
}

/** A trainer that pushes, or a call that does. */
function pushIn(program: ContainerProgram, hasLogin: boolean): Found | undefined {
  for (const file of program.own) {
    if (!file.source.text.includes('push_to_hub')) continue;
    const trainer = file.facts.trainingArguments.find((call) => {
      const setting = settingOf(call, 'push_to_hub', program.start);
      return setting !== 'absent' && setting?.value === true && surelyRuns(call, file, program);
    });
    const call = file.index.calls.find(
      ({ node, frame }) =>
        node.func.nodeType === 'Attribute' && node.func.attr === 'push_to_hub' && surelyRuns({ node, frame }, file, program),
    );
    const at = trainer?.argument('push_to_hub')?.at ?? (call && file.span(call.node));
    if (at) return hasLogin ? { message: 'push-login', at, severity: 'info' } : { message: 'push', at };
  }
  return undefined;
}

function gatedIn(program: ContainerProgram, gated: readonly string[]): Found | undefined {
  const found = downloadsOf(program).find(({ name }) => gated.some((beginning) => name.startsWith(beginning)));
  return found && { message: 'gated', data: { model: found.name }, at: found.download.span };
}
