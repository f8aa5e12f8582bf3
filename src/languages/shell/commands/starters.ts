/** Programs that start Python, or a script that does: interpreters, launchers, schedulers, and tools that run a command in an environment. */
const starters =
  /^(?:i?python[\d.]*|torchrun|accelerate|deepspeed|horovodrun|mpirun|mpiexec|srun|sbatch|ray|uv|poetry|pdm|pixi|pipenv|conda|mamba|micromamba|jupyter|papermill|streamlit|xvfb-run)$/;

/** Whether a program starts others that the model follows. */
export const isStarter = (program: string): boolean => starters.test(program);
