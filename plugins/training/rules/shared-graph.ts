import { defineRule } from '../../../src/api';
import { namesAny, trainingFile } from '../files';

const gan = (fake: string, more = ''): string => `import torch
from torch import nn

generator = nn.Sequential(nn.Linear(64, 784), nn.Tanh())
critic = nn.Sequential(nn.Linear(784, 1))
criterion = nn.BCEWithLogitsLoss()
generator_optimizer = torch.optim.Adam(generator.parameters(), lr=2e-4)
critic_optimizer = torch.optim.Adam(critic.parameters(), lr=2e-4)

for images in loader:
    fakes = generator(torch.randn(len(images), 64))
    critic_optimizer.zero_grad()
    real_scores = critic(images)
    fake_scores = critic(${fake})
    critic_loss = criterion(real_scores, torch.ones_like(real_scores)) + criterion(fake_scores, torch.zeros_like(fake_scores))
    critic_loss.backward(${more})
    critic_optimizer.step()

    generator_optimizer.zero_grad()
    scores = critic(fakes)
    generator_loss = criterion(scores, torch.ones_like(scores))
    generator_loss.backward()
    generator_optimizer.step()
`;

export default defineRule({
  name: 'shared-graph',
  scope: 'module',
  docs: {
    summary: 'The loss of a discriminator gets the images of the generator without their graph',
    why: 'A backward pass frees the graph that it goes through. If the loss of the discriminator and that of the generator both go through the same images, the second pass stops with “Trying to backward through the graph a second time”. With `retain_graph=True`, as the error proposes, it runs, but keeps both graphs in memory, and the loss of the discriminator adds its gradients to the generator.',
    bad: [{ wrong: 'Both losses go through the generator.', sample: { 'train.py': gan('fakes') } }],
    good: { 'train.py': gan('fakes.detach()') },
    references: [
      'https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html',
      'https://github.com/pytorch/examples/issues/116',
    ],
  },
  messages: {
    twice:
      "This loss isn't to train `{{model}}`, but it goes through it, and so does another loss. The second `backward()` stops, because the first one frees the graph. Write `{{tensor}}.detach()`.",
  },
  fixes: {
    twice: { by: '{{tensor}}.detach()', unsafe: true },
  },
  *check(module) {
    const file = trainingFile(module);
    if (!file || file.facts.optimisers.length < 2 || namesAny(file, controls)) return;
    for (const { model, tensor, at, passes } of file.facts.reusedGraphs) {
      const related = passes.map(({ span }) => ({ message: 'A backward pass goes through the graph here.', at: span }));
      yield { message: 'twice', data: { model, tensor }, at, related };
    }
  },
});

/** Whatever keeps a graph, or turns gradients off, in another way. */
const controls = ['retain_graph', 'requires_grad', 'grad_enabled', 'stop_gradient', 'toggle'];
