import { commandBlocks } from '../../../src/languages/markdown';
import { mayBeCommands } from '../../../src/languages/markdown/prefilter';

const documents = [
  'Prose.\n\n```bash\ndocker build -t a .\n```\n\nMore prose.\n',
  '- one\n  ```sh\n  docker build -t a .\n  ```\n- two\n',
  '> ~~~\n> docker build -t a .\n> ~~~\n',
  'Prose.\n\n    docker build -t a .\n',
  '1. one\n\n       docker build -t a .\n',
  '````\n```\ndocker build -t a .\n````\nprose\n',
  '```\nnever closed\ndocker build -t a .\n',
  '- ```\n  docker build -t a .\n  ```\n',
];

test.each(documents)('%j: what is in a block is left', (text) => {
  const commands = commandBlocks({ path: 'README.md', text }).flat(2);
  expect(commands.some((command) => command.text.includes('docker build'))).toBe(true);
  expect(mayBeCommands(text)).toContain('docker build -t a .');
  expect(mayBeCommands(text)).not.toMatch(/prose/i);
});

test('a text without a block has none', () => {
  expect(mayBeCommands('Run `docker build`.\n- item\n  docker\n')).toBe('');
});
