import { type CallFact, defineRule, type MethodUse, type PythonFile } from '../../../src/api';
import { namesAny, trainingFile } from '../files';

const gan = (step: string): string => `import torch
from torch import nn

generator = nn.Linear(64, 784)
critic = nn.Linear(784, 1)
generator_optimizer = torch.optim.Adam(generator.parameters(), lr=2e-4)
critic_optimizer = torch.optim.Adam(critic.parameters(), lr=2e-4)

for images in loader:
    fakes = generator(torch.randn(len(images), 64))
    critic_loss = critic(fakes.detach()).mean() - critic(images).mean()
    critic_optimizer.zero_grad()
    critic_loss.backward()
    ${step}
    generator_loss = -critic(fakes).mean()
    generator_optimizer.zero_grad()
    generator_loss.backward()
    generator_optimizer.step()
`;

type Id = 'other' | 'never';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'idle-optimizer',
  scope: 'module',
  docs: {
    summary: 'Each of several optimizers steps',
    why: 'A training with two models has two optimizers, and lines that are copied from one to the other. If one of them never steps, its model keeps its first weights: a GAN whose discriminator learns nothing has a generator that learns nothing, and the losses look as if they had converged.',
    bad: [
      { wrong: 'The optimizer of the generator steps twice.', sample: { 'train.py': gan('generator_optimizer.step()') } },
      { wrong: 'Nothing steps after the first backward pass.', sample: { 'train.py': gan('critic.zero_grad()') } },
    ],
    good: { 'train.py': gan('critic_optimizer.step()') },
    references: ['https://docs.pytorch.org/docs/stable/optim.html#taking-an-optimization-step'],
  },
  messages: {
    other:
      '`{{idle}}` was cleared for this backward pass, but never steps, so its model never learns. Write `{{idle}}.step` instead of `{{other}}.step`.',
    never:
      'This optimizer clears gradients, but never steps, so its model never learns. Write `{{idle}}.step()` after `backward()`.',
  },
  fixes: {
    other: { by: '{{idle}}.step', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || file.facts.optimisers.length < 2 || namesAny(file, ['getattr(', 'eval(f', 'SequentialLR(optim'])) return;
    for (const made of file.facts.optimisers) {
      const idle = nameOf(made, file);
      const uses = file.facts.trainingMethods.filter(({ receiver }) => receiver === idle);
      const clear = uses.find(({ method }) => method === 'zero_grad');
      if (idle === undefined || !clear || uses.some(({ method }) => method === 'step') || isUsedElsewhere(idle, file)) continue;
      const other = stepBeside(clear, file);
      if (other) yield { message: 'other', data: { idle, other: other.receiver }, at: other.span };
      else yield { message: 'never', data: { idle }, at: clear.span };
    }
  },
});

/** The variable or attribute that alone gets an optimizer. */
function nameOf({ span }: CallFact, { source: { text } }: PythonFile): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', span.start - 1) + 1, span.start);
  return /^\s*((?:self\.)?\w+)\s*=\s*$/.exec(line)?.[1];
}

/** Whether the text names an optimizer other than to make it, to clear it, to save it, or to schedule it. */
function isUsedElsewhere(name: string, { source: { text } }: PythonFile): boolean {
  return [...text.matchAll(/(?<![\w.])((?:self\.)?\w{1,80})(\s{0,9}=(?!=)|\.\w{1,40}\b)?/g)].some(
    ({ 1: word, 2: next = '', index }) => {
      if (word !== name || next.endsWith('=') || known.has(next)) return false;
      return !/(?:LR|Plateau|schedule\w{0,40})\(\s{0,40}$/.test(text.slice(Math.max(0, index - 90), index));
    },
  );
}

const known: ReadonlySet<string> = new Set(['.zero_grad', '.state_dict', '.load_state_dict', '.param_groups']);

/** The step of another optimizer after the backward pass for which one is cleared, unless the other was cleared for it as well. */
function stepBeside(clear: MethodUse, { facts }: PythonFile): MethodUse | undefined {
  const uses = facts.trainingMethods.filter(({ frame, method }) => frame === clear.frame && /^(?:step|zero_grad)$/.test(method));
  const next = uses.find(({ span, method }) => method === 'step' && span.start > clear.span.start);
  if (next?.role !== 'optimizer') return undefined;
  const before = uses.filter(({ span }) => span.start < next.span.start).reverse();
  const last = before.findIndex(({ method }) => method === 'step');
  const cleared = (last < 0 ? before : before.slice(0, last)).filter(({ method }) => method === 'zero_grad');
  const isPassed = facts.updates.some(
    ({ backward: { frame, span } }) => frame === clear.frame && span.start > clear.span.start && span.start < next.span.start,
  );
  return isPassed && cleared.every(({ receiver }) => receiver === clear.receiver) ? next : undefined;
}
