import { defineRule } from '../../../src/api';
import { isTestFile } from '../files';

const keras = (last: string, loss: string): string => `import keras
from keras import layers

model = keras.Sequential([
    keras.Input((784,)),
    layers.Dense(64, activation="relu"),
    layers.Dense(${last}),
])
model.compile(optimizer="adam", loss=${loss}, metrics=["accuracy"])
model.fit(images, labels, epochs=5)
`;

type Id = 'logits' | 'named' | 'twice';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'keras-logits',
  scope: 'module',
  docs: {
    summary: 'The last layer of a Keras model gives its loss what it expects',
    why: 'The cross-entropies of Keras expect probabilities unless they get `from_logits=True`. A layer without softmax or sigmoid gives them scores, which they clip to 0 and 1: most gradients are zero, and the model hardly learns. With `from_logits=True` behind a softmax, it is applied twice, and the loss stays high, such as at 1.46 for ten classes.',
    bad: [
      {
        wrong: 'The loss clips the scores.',
        sample: { 'train.py': keras('10', 'keras.losses.SparseCategoricalCrossentropy()') },
      },
      { wrong: 'A loss by its name expects probabilities.', sample: { 'train.py': keras('1', '"binary_crossentropy"') } },
      {
        wrong: 'Softmax is applied twice.',
        sample: { 'train.py': keras('10, activation="softmax"', 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)') },
      },
    ],
    good: [
      { 'train.py': keras('10', 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)') },
      { 'train.py': keras('10, activation="softmax"', '"sparse_categorical_crossentropy"') },
    ],
    references: ['https://keras.io/api/losses/probabilistic_losses/', 'https://github.com/keras-team/keras-hub/pull/1008'],
  },
  messages: {
    logits:
      '`{{loss}}` expects probabilities, but the last layer has no activation, so the loss clips its scores and the model hardly learns. Write `from_logits=True`.',
    named:
      '`{{loss}}` expects probabilities, but the last layer has no activation, so the loss clips its scores and the model hardly learns. Write `activation="{{activation}}"` in the last layer.',
    twice:
      '`from_logits=True` makes `{{loss}}` apply {{activation}} to what the last layer has applied it to already, so the model learns slowly. Write `from_logits=False`.',
  },
  fixes: {
    logits: { argument: 'from_logits=True', unsafe: true },
    named: { argument: 'activation="{{activation}}"', unsafe: true },
    twice: { by: 'False', unsafe: true },
  },
  *check({ python: file, path }) {
    if (isTestFile(path)) return;
    for (const { loss, at, isCall, expectsLogits, activation, layer } of file.facts.kerasLosses) {
      const own = /^binary/i.test(loss) ? 'sigmoid' : 'softmax';
      const related = [{ message: 'The last layer is here.', at: layer }];
      if (expectsLogits && activation === own) yield { message: 'twice', data: { loss, activation: own }, at, related };
      if (expectsLogits || activation !== undefined) continue;
      if (isCall) yield { message: 'logits', data: { loss }, at, related };
      else
        yield { message: 'named', data: { loss, activation: own }, at: layer, related: [{ message: 'The loss is here.', at }] };
    }
  },
});
