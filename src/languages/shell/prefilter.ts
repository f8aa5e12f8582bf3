/** Whether evaluating a script may find something: it names an engine or a starter, or it runs other scripts, text or shells. */
export const isWorthFollowing = (text: string): boolean =>
  /docker|podman|nerdctl/.test(text) || mayStartPrograms(commandsOf(text));

/** Whether a script may run its arguments. */
export const runsArguments = (text: string): boolean => /\$\{?[@*1-9]/.test(text);

/** Whether a text names a starter in a command. */
export const canStart = (text: string): boolean => starterWord.test(commandsOf(text));

const mayStartPrograms = (commands: string): boolean => starterWord.test(commands) || runsOtherText(commands);

/** Whether a text has a word for building or naming an image in a command. */
export const canNameImages = (text: string): boolean => /\b(?:build|bake|tag|commit|import)\b(?!\.)/.test(commandsOf(text));

/** A word of which `isStarter` holds. */
const starterWord =
  /\b(?:i?python[\d.]*|torchrun|accelerate|colossalai|deepspeed|composer|horovodrun|mpirun|mpiexec|srun|sbatch|ray|uv|poetry|pdm|pixi|pipenv|conda|mamba|micromamba|jupyter|papermill|streamlit|xvfb-run)\b/;

/** The text without comments and without what is only printed. */
const commandsOf = (text: string): string => text.replace(/^[ \t]*(?:#.*|echo\b[^|;&\n]*)$/gm, '');

const runsOtherText = (commands: string): boolean =>
  /\beval\b|\bsource\b|(?:^|[\s;&|({])\.\s|sh\b|\bxargs\b/m.test(
    commands.replace(/(?:^|\s)(?:source|\.)\s+\S*\/activate\b/g, ''),
  );
