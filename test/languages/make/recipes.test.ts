import { recipeTexts } from '../../../src/languages/make';
import { UNKNOWN_MARK } from '../../../src/languages/shell';

const textsOf = (text: string): string[] =>
  recipeTexts({ path: 'Makefile', text }, '/root').map((recipe) => recipe.text.replaceAll(UNKNOWN_MARK, '?'));

test('each line of a recipe is a text of its own', () => {
  expect(textsOf('train: data\n\t@cd src\n\t-python train.py \\\n\t  --epochs 3\n\ntest:\n\tpytest\n')).toEqual([
    'cd src\n',
    'python train.py \\\n  --epochs 3\n',
    'pytest\n',
  ]);
});

test('with .ONESHELL a recipe is one text', () => {
  expect(textsOf('.ONESHELL:\ntrain:\n\tcd src\n\tpython train.py\n')).toEqual(['cd src\npython train.py\n']);
});

test('variables are expanded as make does at the end of the file', () => {
  const makefile = `IMAGE ?= demo # the image
TAG := $(VERSION)
VERSION = 1.2
FLAGS = --rm \\
  -it
FLAGS += --gpus all

run:
	docker run $(FLAGS) \${IMAGE}:$(TAG) echo $$HOME '$$x' $@
`;
  expect(textsOf(makefile)).toEqual(["docker run --rm  -it --gpus all demo:1.2 echo $HOME '$x' run\n"]);
});

test('what is unknown is left to the shell', () => {
  const makefile = `ifdef GPU
FLAGS = --gpus all
endif
LOOP = $(LOOP) x
special: NAME = y

run:
	docker run $(FLAGS) $(IMAGE) '$(IMAGE)' $(LOOP) $(NAME) $(if $(X),a,b) $< $(CURDIR) $(shell pwd)
`;
  const [text] = textsOf(makefile);
  const expected = "docker run ${FLAGS} ${IMAGE} '?' ${LOOP} x ${NAME} ${MAKE_VALUE} ${MAKE_VALUE} /root /root\n";
  expect(text).toBe(expected);
});

test('a prefix in a variable is no part of the command', () => {
  expect(textsOf('run:\n\t$(Q)docker run $(Q)x\n')).toEqual(['docker run ${Q}x\n']);
});

test('every word knows where it is written', () => {
  const text = 'IMAGE = demo\nrun: ; docker run $(IMAGE):1 $$HOME\n';
  const [recipe] = recipeTexts({ path: 'Makefile', text }, '/root');
  const spanOf = (word: string): string => {
    const at = recipe!.text.indexOf(word);
    const { start, end } = recipe!.spanOf(at, at + word.length);
    return text.slice(start, end);
  };
  expect(recipe!.text).toBe(' docker run demo:1 $HOME\n'.trimStart());
  expect(spanOf('docker')).toBe('docker');
  expect(spanOf('demo')).toBe('demo');
  expect(spanOf('demo:1')).toBe('$(IMAGE):1');
  expect(spanOf('HOME')).toBe('HOME');
  expect(spanOf('$HOME')).toBe('$$HOME');
  expect(recipe!.spanOf(recipe!.text.indexOf('demo'), recipe!.text.indexOf('demo') + 4).start).toBe(8);
});

test('variables that grow without end are cut', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `A${index} = $(A${index + 1})$(A${index + 1})`);
  const [text = ''] = textsOf(`${lines.join('\n')}\nA40 = xxxxxxxxxx\nrun:\n\techo $(A0)\n`);
  expect(text.length).toBeLessThan(200_000);
});

test.each(['\t\n', 'a:\n\t$(', '$(x', 'a: b: c\n\t$', 'define x\n', 'endif\n', 'a:;', '=\n', ':\n\tx'])('%j is read', (text) => {
  expect(() => textsOf(text)).not.toThrow();
});
