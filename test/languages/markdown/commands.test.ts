import { commandBlocks, shellText } from '../../../src/languages/markdown';
import { UNKNOWN_MARK } from '../../../src/languages/shell';

const fence = '```';

/** The text of each block for a shell, with `?` for what is unknown. */
function textsOf(text: string): string[] {
  const file = { path: 'README.md', text };
  return commandBlocks(file).map((block) => shellText(file, [block]).text.replaceAll(UNKNOWN_MARK, '?'));
}

const block = (content: string, language = 'bash'): string => `# Title\n\n${fence}${language}\n${content}\n${fence}\n`;

test('a block of commands is read as it is', () => {
  expect(textsOf(block('cd examples\npython train.py # one epoch'))).toEqual(['cd examples\npython train.py # one epoch\n']);
});

test.each(['python', 'yaml', 'text', 'Dockerfile', 'json'])('a block of %s holds no commands', (language) => {
  expect(textsOf(block('python train.py', language))).toEqual([]);
});

test.each(['sh', 'shell', 'console', '{.bash}', 'Bash title="x"'])('a block of %s holds commands', (language) => {
  expect(textsOf(block('python train.py', language))).toEqual(['python train.py\n']);
});

test('of a block without a language, the lines that start a known program are commands', () => {
  expect(textsOf(block('python train.py --epochs 3 \\\n  --lr 1\nEpoch 1: it works\n./run.sh', ''))).toEqual([
    'python train.py --epochs 3 \\\n  --lr 1\n./run.sh\n',
  ]);
});

test('with prompts, lines without one are output', () => {
  const text =
    '$ python train.py \\\n>   --epochs 3\nEpoch 1\n(venv) $ ls\nuser@host:~/x$ pwd\nroot@3f2a:/workspace# id\ntrain.py';
  expect(textsOf(block(text, 'console'))).toEqual(['python train.py \\\n--epochs 3\nls\npwd\nid\n']);
});

test('placeholders are unknown', () => {
  expect(textsOf(block('python train.py --data <path to data> --out /path/to/out --key "YOUR_KEY" --name {name}'))).toEqual([
    'python train.py --data ? --out ? --key "?" --name ?\n',
  ]);
  expect(textsOf(block('docker run -v {/host/data}:{/data} -e KEY=<> demo; docker run .... demo; ls {/a,/b} {a..c}'))).toEqual([
    'docker run -v ?:? -e KEY=? demo; docker run $ARGUMENTS demo; ls {/a,/b} {a..c}\n',
  ]);
  expect(textsOf(block('python train.py --size {small,large} --mode {train|eval}; mkdir -p {a,b}'))).toEqual([
    'python train.py --size ? --mode ?; mkdir -p {a,b}\n',
  ]);
  expect(textsOf(block('python train.py [--resume] --lr 1 ... ; cat <in >out; echo $PATH_TO_X ${x} {1..3}'))).toEqual([
    'python train.py $ARGUMENTS --lr 1 $ARGUMENTS ; cat <in >out; echo $PATH_TO_X ${x} {1..3}\n',
  ]);
});

test('values in capitals are unknown, names of variables are not', () => {
  expect(textsOf(block('python eval.py --num_fewshot K --limit=N --fp16; docker run --env HF_TOKEN -e WANDB_MODE demo'))).toEqual(
    ['python eval.py --num_fewshot ? --limit=? --fp16; docker run --env HF_TOKEN -e WANDB_MODE demo\n'],
  );
});

test('brackets hold brackets', () => {
  expect(textsOf(block('python eval.py --in {path of what `a` saved} --OTHER_OPTIONS'))).toEqual([
    'python eval.py --in ? $ARGUMENTS\n',
  ]);
  expect(textsOf(block('python eval.py ARGS'))).toEqual(['python eval.py $ARGUMENTS\n']);
  expect(textsOf(block('python eval.py --refs A [--preds ${A [B ...]}]'))).toEqual(['python eval.py --refs ? $ARGUMENTS\n']);
});

test('brackets with words are values', () => {
  expect(textsOf(block('docker run -v [data directory]:/data --env=[key] file[0-9].txt demo'))).toEqual([
    'docker run -v ?:/data --env=? file[0-9].txt demo\n',
  ]);
});

test('a line that starts with an ellipsis holds no words', () => {
  expect(textsOf(block('python train.py \\\n  --lr 1 \\\n  ... other flags follow'))).toEqual([
    'python train.py \\\n  --lr 1 \\\n$ARGUMENTS\n',
  ]);
});

test('a listing of a script is not typed', () => {
  expect(textsOf(block('#!/bin/bash\npython train.py'))).toEqual([]);
});

test('a remark after a continuation is left out', () => {
  expect(textsOf(block('docker run \\   # start it\n  --rm \\\t# once\n  demo'))).toEqual(['docker run \\\n  --rm \\\n  demo\n']);
});

test('a block that is no shell gives the commands that are', () => {
  expect(textsOf(block("python train.py\nIt doesn't matter\npython test.py"))).toEqual(['python train.py\npython test.py\n']);
});

test('every command knows where it is written, in lists and quotes too', () => {
  const text = `1. First

   ${fence}bash
   python \\
     train.py --data <data>
   ${fence}

> ${fence}sh
> $ python test.py\r
> ${fence}
`;
  const file = { path: 'README.md', text };
  const embedded = shellText(file, commandBlocks(file));
  expect(embedded.text).toBe(`python \\\n  train.py --data ${UNKNOWN_MARK}\npython test.py\n`);
  for (const word of ['train.py', 'test.py', 'python', '--data']) {
    const at = embedded.text.indexOf(word);
    const { start, end } = embedded.spanOf(at, at + word.length);
    expect(text.slice(start, end)).toBe(word);
    expect(start).toBe(text.indexOf(word));
  }
  const at = embedded.text.indexOf(UNKNOWN_MARK);
  const { start, end } = embedded.spanOf(at, at + 1);
  expect(text.slice(start, end)).toBe('<data>');
});

test('a block that ends in a backslash does not go on in the next block', () => {
  const file = { path: 'README.md', text: `${block('python a.py \\\n  --x 1 \\')}${block('python b.py')}` };
  expect(shellText(file, commandBlocks(file)).text.replace(/[ ]+\n/g, '\n')).toBe('python a.py \\\n  --x 1\npython b.py\n');
});
