import { query, type Script, simpleCommands } from '../../src/api';

/** What a script surely does. Both are undefined where it may do more than can be seen. */
export interface ScriptWork {
  /** Makes or fetches an image, or an environment for its programs. */
  readonly prepares: boolean | undefined;
  /** Starts a container or a program. */
  readonly starts: boolean | undefined;
}

const imageVerbs = ['build', 'bake', 'pull', 'load', 'import', 'tag', 'compose', 'commit'];

/** Commands that make an environment. */
const preparing =
  /^(pip3?|uv|poetry|conda|mamba|micromamba|cog|pack|kaniko|buildah|singularity|apptainer|npm|make|cmake|gcloud)$/;
const programs =
  /^(python[\d.]*|torchrun|accelerate|deepspeed|mpirun|horovodrun|streamlit|gradio|jupyter|node|npx|java|srun|sbatch)$/;

/** Commands that say, test, or arrange, so that nothing is hidden in them. */
const plain =
  /^(\[|\[\[|:|cat|cd|chmod|chown|command|cp|date|dirname|basename|echo|eval|exit|export|false|git|grep|hostname|id|ls|mkdir|mktemp|mv|nvidia-smi|printf|pwd|read|readlink|realpath|return|rm|sed|seq|set|shift|sleep|sort|source|\.|tee|test|touch|trap|tr|true|uname|unset|wait|wc|which|whoami|xargs|awk|cut|head|tail|find|local|declare|readonly)$/;

/** What a script does, by its launches, its builds, and the names of its other commands. */
export const workOf = query('example.scriptWork', (script: Script): ScriptWork => {
  const commands = simpleCommands(script.shell);
  const names = commands.flatMap(({ words }) => nameOfCommand(words.map(({ text }) => text)) ?? []);
  const isHidden =
    script.incomplete.length > 0 ||
    script.shell.problems.length > 0 ||
    commands.some(({ words }) => isOpaque(words.map(({ text }) => text)));
  const engines = script.commands.filter(({ verb }) => verb !== '');
  const prepares =
    engines.some(({ verb, engine }) => imageVerbs.includes(verb) || engine.includes('compose')) || names.some(isPreparing);
  const starts = script.launches.length > 0 || engines.some(({ engine }) => engine.includes('compose')) || names.some(isProgram);
  return { prepares: prepares || (isHidden ? undefined : false), starts: starts || (isHidden ? undefined : false) };
});

const isPreparing = (name: string): boolean => preparing.test(name);
const isProgram = (name: string): boolean => programs.test(name);

type Words = readonly (string | undefined)[];

const nameOfCommand = (words: Words): string | undefined => words[0]?.split('/').at(-1);

/** A command that may do anything: another script, a function's name, or a word that isn't known. */
function isOpaque(words: Words): boolean {
  if (words.length === 0) return false;
  const name = nameOfCommand(words);
  if (name === undefined || name === 'source' || name === '.' || name === 'eval') return true;
  return (
    !plain.test(name) &&
    !preparing.test(name) &&
    !programs.test(name) &&
    !/^(docker|podman|nerdctl|nvidia-docker|sudo)$/.test(name)
  );
}
