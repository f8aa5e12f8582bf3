/** Programs that start Python, or a script that does: interpreters, launchers and schedulers. */
const starters = /^(?:i?python[\d.]*|torchrun|deepspeed|horovodrun|mpirun|mpiexec|srun|sbatch|papermill|xvfb-run)$/;

/** Tools that do so with one of these verbs, such as those that run a command in an environment. */
const verbs: ReadonlyMap<string, readonly string[]> = new Map([
  ['accelerate', ['launch']],
  ['ray', ['job']],
  ['streamlit', ['run']],
  ['colossalai', ['run']],
  ['uv', ['run']],
  ['poetry', ['run']],
  ['pdm', ['run']],
  ['pixi', ['run']],
  ['pipenv', ['run']],
  ['conda', ['run']],
  ['mamba', ['run']],
  ['micromamba', ['run']],
  ['jupyter', ['nbconvert', 'execute']],
]);

/** Whether a program, with the word after it, starts others that the model follows. The verb may be unknown, or come after options. */
export function isStarter(program: string, next: string | undefined): boolean {
  // Composer of MosaicML starts a script, that of PHP installs packages.
  if (program === 'composer') return next === undefined || /^-|\.py$/.test(next);
  const known = verbs.get(program);
  if (!known) return starters.test(program);
  return next === undefined || next.startsWith('-') || known.includes(next);
}
