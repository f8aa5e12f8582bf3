import fc from 'fast-check';
import { environmentFor } from '../../src/declarative/environment';
import { compileExpression } from '../../src/declarative/expression';
import { objectOf } from '../../src/declarative/objects';
import { listOf, mapOf, unknown } from '../../src/declarative/unknown';

interface World {
  readonly mounts: readonly { readonly target: string; readonly readonly: boolean }[];
  readonly command: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly privileged: boolean;
  readonly workdir: string | undefined;
}

/** The known part of a set of values: the first entries of lists, some keys of a mapping, and some values. */
interface Sight {
  readonly mounts: number;
  readonly readonly: boolean;
  readonly command: number;
  readonly env: number;
  readonly envValues: boolean;
  readonly privileged: boolean;
  readonly workdir: boolean;
}

const everything: Sight = { mounts: 9, readonly: true, command: 9, env: 9, envValues: true, privileged: true, workdir: true };

function launchOf(world: World, sight: Sight): object {
  const open = (length: number, seen: number): boolean => seen < 9 || seen < length;
  const names = Object.entries(world.env);
  return objectOf('Launch', {
    mounts: () =>
      listOf(
        world.mounts
          .slice(0, sight.mounts)
          .map(({ target, readonly }) =>
            objectOf('Mount', { target: () => target, readonly: () => (sight.readonly ? readonly : unknown) }),
          ),
        open(world.mounts.length, sight.mounts),
      ),
    command: () => listOf(world.command.slice(0, sight.command), open(world.command.length, sight.command)),
    env: () =>
      mapOf(
        names.slice(0, sight.env).map(([name, value]) => [name, sight.envValues ? value : unknown] as const),
        open(names.length, sight.env),
      ),
    privileged: () => (sight.privileged ? world.privileged : unknown),
    workdir: () => (sight.workdir ? world.workdir : unknown),
  });
}

const word = fc.constantFrom('a', 'b');
const anyWorld: fc.Arbitrary<World> = fc.record({
  mounts: fc.array(fc.record({ target: word, readonly: fc.boolean() }), { maxLength: 3 }),
  command: fc.array(word, { maxLength: 3 }),
  env: fc.dictionary(word, word, { noNullPrototype: true }),
  privileged: fc.boolean(),
  workdir: fc.option(word, { nil: undefined }),
});
const seen = fc.constantFrom(0, 1, 2, 9);
const anySight: fc.Arbitrary<Sight> = fc.record({
  mounts: seen,
  readonly: fc.boolean(),
  command: seen,
  env: seen,
  envValues: fc.boolean(),
  privileged: fc.boolean(),
  workdir: fc.boolean(),
});

const ofMount = fc.constantFrom('m.target == "a"', 'm.readonly', '!m.readonly', 'true', 'false', 'm.target in launch.command');
const atoms = fc.oneof(
  fc
    .tuple(fc.constantFrom('all', 'exists', 'exists_one'), ofMount)
    .map(([macro, condition]) => `launch.mounts.${macro}(m, ${condition})`),
  fc
    .tuple(ofMount, fc.constantFrom('== 0', '> 1'))
    .map(([condition, size]) => `size(launch.mounts.filter(m, ${condition})) ${size}`),
  fc.constantFrom(
    'launch.privileged',
    'has(launch.workdir)',
    'launch.workdir == "a"',
    '"a" in launch.command',
    '"a" in launch.env',
    'launch.env["a"] == "b"',
    'launch.env.all(name, name == "a")',
    'launch.env.exists(name, launch.env[name] == "b")',
    'size(launch.env) == 1',
    'launch.env == {"a": "b"}',
    'size(launch.command) == 2',
    'launch.command.size() > 0',
    'launch.command == ["a", "b"]',
    'launch.command != ["a"]',
    '["a"] == launch.command',
    'launch.command[1] == "a"',
    'launch.mounts[0].target == "a"',
    'launch.command.join("") == "ab"',
    'launch.command.map(c, c + "x") == ["ax"]',
    'cel.bind(list, launch.command, "b" in list)',
    '(launch.privileged ? "a" : "b") in launch.command',
    'launch.command in [["a"], ["a", "b"]]',
    'type(launch.command) == list',
    'dyn(launch.command) == ["a"]',
    'launch.mounts.map(m, m.target) == ["a"]',
  ),
);
const anyExpression: fc.Arbitrary<string> = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atoms,
    tie('expression').map((inner) => `!(${inner})`),
    fc.tuple(tie('expression'), fc.constantFrom('&&', '||', '=='), tie('expression')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
  ),
})).expression;

test('a result that is decided with unknown values is the same once all values are known', async () => {
  const environment = await environmentFor('launch');
  let decided = 0;
  fc.assert(
    fc.property(anyExpression, anyWorld, anySight, (text, world, sight) => {
      const expression = compileExpression(text, environment, []);
      if ('mistake' in expression) throw new Error(`${text}: ${expression.mistake.message}`);
      const guess = expression.evaluate({ launch: launchOf(world, sight) });
      if (guess.kind === 'unknown') return;
      if (sight !== everything) decided++;
      expect(guess).toEqual(expression.evaluate({ launch: launchOf(world, everything) }));
    }),
    { numRuns: 1_000, seed: 1 },
  );
  expect(decided).toBeGreaterThan(100);
});
