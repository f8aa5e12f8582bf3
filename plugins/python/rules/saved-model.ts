import { defineRule, nameOf } from '../../../src/api';
import { inPrograms } from '../reports';
import { huggingFace, launch, trainingLoop } from '../samples';
import { unsavedBy } from '../saving';

const loop = `from data import batches
${trainingLoop()}`;
const data = 'batches = open("data.txt").readlines()\n';

export default defineRule<'example', object, 'loop' | 'off'>({
  name: 'saved-model',
  scope: 'example',
  precision: 'medium',
  docs: {
    summary: 'A training saves the model',
    why: 'What a training learned is gone when its program ends, unless something writes it to a file. Programs whose name says that they only test or measure something are not reported.',
    bad: [
      {
        wrong: 'The loop saves nothing.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': loop, 'data.py': data },
      },
      {
        wrong: 'The trainer is told to save nothing.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': huggingFace('', 'save_strategy="no"') },
      },
    ],
    good: [
      {
        'train.sh': launch('python train.py'),
        'train.py': `${loop}torch.save(net.state_dict(), "outputs/model.pt")\n`,
        'data.py': data,
      },
      { 'train.sh': launch('python train.py'), 'train.py': huggingFace() },
      {
        'train.sh': launch('python train.py'),
        'train.py': `${huggingFace('', 'save_strategy="no"')}net.save_pretrained("outputs/last")\n`,
      },
    ],
    references: ['Training Pipeline Verification, “Custom Training Scripts”: outputs/checkpoints'],
  },
  messages: {
    loop: '{{file}} trains but never saves the model, so what it learned is gone when it ends. Save it, for example with `torch.save(model.state_dict(), "outputs/model.pt")`.',
    off: "With `{{setting}}`, no checkpoint is saved, and {{file}} doesn't save the model itself, so what it learned is gone when it ends. Delete this setting, or save the model after the training.",
  },
  *check(example) {
    if (example.kind === 'inference') return;
    yield* inPrograms(example.programs, function* (program) {
      const found = unsavedBy(program);
      if (!found) return;
      const data = { file: nameOf(program.entry.path), setting: found.setting };
      yield { message: found.setting === undefined ? 'loop' : 'off', data, at: found.at };
    });
  },
});
