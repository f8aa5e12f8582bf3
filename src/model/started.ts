import type { Part } from '../languages/docker';
import type { ImportGraph, Install, OptionFact, PythonFile } from '../languages/python';
import type { CommandCertainty, StartedCommand } from '../languages/shell';
import type { Span } from '../text/span';
import type { LauncherUse, Processes } from './launchers';
import type { Located } from './located';
import type { Artifact, Image, Launch, Script } from './targets';

/** What a program sees: the files and variables of a container, or of the machine that runs the script. */
export interface World {
  readonly kind: 'container' | 'host';
  /** The folder in which its first command starts: absolute, or a path below a symbolic root. Undefined if unknown. */
  readonly workdir: string | undefined;
  /** The names of the variables that are set there, as far as they are known. */
  readonly names: readonly string[];
  /** A variable's value. Null if it's certainly not set there, undefined if unknown. */
  variable(name: string): string | null | undefined;
  /** Locates an absolute path, or one relative to the working folder. */
  locate(path: string): Located;
}

/** A launch's container. Its variables are those of `--env`, of env files, and of the image's ENV. */
export interface Container extends World {
  readonly kind: 'container';
  readonly launch: Launch;
}

/** One start of a Python program, on the host or in a container. Its path is that of the script it's started by. */
export interface Start extends Artifact {
  readonly script: Script;
  /** The launch in whose container it runs. Undefined on the host. */
  readonly launch: Launch | undefined;
  /** That launch's container. Undefined on the host. */
  readonly container: Container | undefined;
  /** The image of its container. Undefined on the host. */
  readonly image: Image | undefined;
  readonly world: World;
  /** The command of the script that leads to it. */
  readonly command: StartedCommand;
  readonly certainty: CommandCertainty;
  readonly span: Span;
  /** `python`, `torchrun`, `torch.distributed.launch`, `accelerate`, `deepspeed`, `streamlit`. */
  readonly runner: string;
  /** The script, the module of `-m`, the code of `-c`, or a notebook. */
  readonly target: { readonly kind: 'file' | 'module' | 'code' | 'notebook'; readonly part: Part };
  /** Where the script is. Undefined for modules and code, and if unknown. */
  readonly located: Located | undefined;
  /** The entry file, if it's in the repository. */
  readonly entry: string | undefined;
  /** Words after the script. */
  readonly arguments: readonly Part[];
  /** The folder that it starts in, as {@link World.workdir}. Undefined if unknown. */
  readonly workdir: string | undefined;
  /** Variables that the script, or the command itself, sets first, by name. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** What the same command installs first. */
  readonly installs: readonly Install[];
  /** Whether unknown commands run first, which could install, copy, or set anything. Always true on the host. */
  readonly preceded: boolean;
  /** How many processes its launcher starts, such as those of `torchrun --nproc_per_node 4`. Undefined if it doesn't say. */
  readonly processes: Processes | undefined;
  /** The launcher that starts it, with its own options. Undefined if it has none, or one that starts any command. */
  readonly launcher: LauncherUse | undefined;
  /** The folders of the repository that `PYTHONPATH` names. */
  readonly searchPath: readonly string[];
  /** The program it runs. Undefined if the entry isn't a readable file of the repository. */
  readonly program: Program | undefined;
}

/** A start in the container of a launch. */
export interface ContainerStart extends Start {
  readonly launch: Launch;
  readonly container: Container;
  readonly program: ContainerProgram | undefined;
}

/** What a start runs: a Python entry file and the local files that it imports. */
export interface Program {
  readonly start: Start;
  readonly entry: PythonFile;
  /** Its local imports, as its world has them. */
  readonly graph: ImportGraph;
  /** The files that certainly run: reached by imports that are neither guarded nor in a function. */
  readonly unconditional: readonly PythonFile[];
  /** Those of the unconditional files that are in the example's folder. */
  readonly own: readonly PythonFile[];
  /** All of its options. Undefined if it reads no command line with a parser, or may accept more than its code shows. */
  readonly options: readonly OptionFact[] | undefined;
}

/** What a start in a container runs. */
export interface ContainerProgram extends Program {
  readonly start: ContainerStart;
}
