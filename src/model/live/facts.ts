/** What is known of a container engine, its images and containers, and of the GPUs, at one moment. Only `cvl doctor` asks for it. */

/** What an engine says of itself and its machine. Undefined where it doesn't say. */
export interface EngineInfo {
  readonly version: string | undefined;
  /** `linux/amd64`, with the names that images use. */
  readonly platform: string | undefined;
  readonly operatingSystem: string | undefined;
  readonly rootless: boolean;
  /** The folder of images and containers, on the engine's machine. */
  readonly dataFolder: string | undefined;
  readonly storageDriver: string | undefined;
  readonly cgroupVersion: string | undefined;
  readonly cpus: number | undefined;
  readonly memoryBytes: number | undefined;
  /** The names of the OCI runtimes that `--runtime` takes. Undefined if the engine doesn't list them. */
  readonly runtimes: readonly string[] | undefined;
  readonly defaultRuntime: string | undefined;
  /** Devices that CDI files describe, such as `nvidia.com/gpu=0`. Undefined if the engine doesn't list them. */
  readonly cdiDevices: readonly string[] | undefined;
  readonly cdiFolders: readonly string[];
  readonly warnings: readonly string[];
}

/** An image that the engine has. */
export interface ImageFacts {
  /** Without `sha256:`. */
  readonly id: string;
  /** `name:tag`, as the engine writes them. */
  readonly tags: readonly string[];
  /** `name@sha256:…`. Empty for an image that never was in a registry. */
  readonly digests: readonly string[];
  /** ISO 8601. Reproducible builds say 1970. */
  readonly created: string | undefined;
  /** When it got its last name. A build whose steps are all cached leaves `created` as it was. */
  readonly tagged: string | undefined;
  readonly bytes: number | undefined;
  /** `linux/amd64`, `linux/arm/v7`. */
  readonly platform: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly user: string | undefined;
  readonly workdir: string | undefined;
}

/** A container that the engine has, running or not, as `inspect` describes it. */
export interface ContainerFacts {
  readonly id: string;
  readonly name: string;
  /** As it was named when the container was made. Podman writes short names out: `docker.io/library/demo:latest`. */
  readonly image: string | undefined;
  readonly imageId: string | undefined;
  /** The program that it starts, and its arguments: entry point and command. */
  readonly command: readonly string[];
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited`, `dead`; podman also has `stopped` and others. */
  readonly state: string;
  /** Whether it runs now, paused or not. */
  readonly isRunning: boolean;
  /** Undefined while it runs and if it was never started. */
  readonly exitCode: number | undefined;
  /** Whether the engine saw the kernel kill it for memory. Some engines never see it. */
  readonly oomKilled: boolean;
  /** Why it couldn't be started, in the engine's words. */
  readonly error: string | undefined;
  /** ISO 8601. */
  readonly created: string | undefined;
  readonly started: string | undefined;
  readonly finished: string | undefined;
  /** The process id of its first process on the engine's machine, while it runs. */
  readonly pid: number | undefined;
  /** Raw values: hide secrets before they are shown. */
  readonly environment: ReadonlyMap<string, string>;
  readonly mounts: readonly ActualMount[];
  /** Undefined: the image's, or root. */
  readonly user: string | undefined;
  readonly workdir: string | undefined;
  readonly gpus: ActualGpus | undefined;
  readonly devices: readonly string[];
  readonly runtime: string | undefined;
  readonly shmBytes: number | undefined;
  /** `private`, `host`, `shareable`, `container:…`. */
  readonly ipc: string | undefined;
  readonly network: string | undefined;
  /** Undefined without a limit. */
  readonly memoryBytes: number | undefined;
  readonly privileged: boolean;
  readonly readonlyRoot: boolean;
  /** `--rm`. */
  readonly autoRemove: boolean;
  readonly labels: ReadonlyMap<string, string>;
}

/** A mount as the container really has it, which the engine says. */
export interface ActualMount {
  /** `bind`, `volume`, `tmpfs`. */
  readonly type: string;
  /** A path on the engine's machine. For a volume, where it's stored. */
  readonly source: string | undefined;
  /** The name of a volume. */
  readonly name: string | undefined;
  readonly target: string;
  readonly readonly: boolean;
}

/** The GPUs that a container was given: through `--gpus`, or as CDI devices. */
export interface ActualGpus {
  readonly count: number | 'all' | undefined;
  readonly ids: readonly string[];
}

/** A GPU, as `nvidia-smi` describes it. Undefined: the driver answers `[N/A]`, as it does under MIG and on some cards. */
export interface GpuFacts {
  readonly index: number;
  readonly name: string;
  readonly uuid: string;
  /** MiB. */
  readonly memoryTotal: number | undefined;
  readonly memoryUsed: number | undefined;
  /** Percent of the last moments in which it computed something. */
  readonly utilization: number | undefined;
  /** Degrees Celsius. */
  readonly temperature: number | undefined;
  /** Whether it's split by MIG: its own memory and utilization say little then. */
  readonly mig: boolean;
  readonly driver: string | undefined;
}

/** A process that computes on a GPU. */
export interface GpuProcess {
  readonly gpu: string;
  readonly pid: number;
  /** MiB. Undefined where the driver doesn't say. */
  readonly memoryUsed: number | undefined;
}

/** What asking for the GPUs gave: those that are there, or why there is no list. */
export type GpuReading =
  | { readonly kind: 'gpus'; readonly gpus: readonly GpuFacts[]; readonly processes: readonly GpuProcess[] }
  /** There is no `nvidia-smi`: no NVIDIA driver, or a container without GPUs. */
  | { readonly kind: 'none' }
  /** It's there and fails. `reason` is a sentence: what it said. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Who runs a process of this machine, as far as this user may see. */
export interface ProcessOwner {
  readonly command: string | undefined;
  readonly uid: number | undefined;
  /** The id of its container. */
  readonly container: string | undefined;
}

/** A container engine that answers, and the machine that it is on. */
export interface EngineFacts {
  /** The words with which the user calls it: `docker`, `sudo docker`. */
  readonly words: readonly string[];
  readonly engine: 'docker' | 'podman' | 'containerd';
  readonly info: EngineInfo;
  /** Undefined if the engine is on another machine. */
  readonly gpus: GpuReading | undefined;
  /** Whether the NVIDIA Container Toolkit is installed. Undefined if the engine is on another machine. */
  readonly toolkit: boolean | undefined;
  /** Who runs the processes on the GPUs: by process id. */
  readonly owners: ReadonlyMap<number, ProcessOwner>;
  /** What is free where images and containers are. Undefined if it can't be seen from here. */
  readonly freeBytes: number | undefined;
}

/** What a container printed, and what its log says of it. */
export interface LogFacts {
  /** Failures that it reports, as of a run. `kind` is one of `RunErrorKind`. */
  readonly errors: readonly { readonly kind: string; readonly message: string }[];
  /** The last lines, without secrets. Empty if it printed nothing. */
  readonly last: readonly string[];
}

/** What commands in a container answered, that change nothing. */
export interface InsideFacts {
  /** The files that its launch's programs start from and that aren't there: paths in the container. */
  readonly missing: readonly string[];
  /** What is in the working folder. Undefined if it isn't there, or can't be listed. */
  readonly workdir: readonly string[] | undefined;
  /** Modules that the programs import and Python doesn't find. */
  readonly modules: readonly string[];
  /** Undefined if the launch asks for no GPU. */
  readonly gpus: GpuReading | undefined;
}

/** A container, and what was read of it. */
export interface ContainerRecord extends ContainerFacts {
  /** Undefined if it can't be read. */
  readonly log: LogFacts | undefined;
  /** Undefined if nothing was asked in it: it doesn't run, or has no shell. */
  readonly inside: InsideFacts | undefined;
  /** cvl started it with the declared mounts, to ask in it, and removed it. */
  readonly isProbe: boolean;
}

/** What the engine has under an image's name. */
export interface NamedImage {
  readonly name: string;
  /** Undefined if it has none. */
  readonly facts: ImageFacts | undefined;
  /** Files that its build reads and that have changed since: paths from the root of the repository. */
  readonly newer: readonly string[];
}

/** All that is known of an engine, and of the images and containers that are in question. */
export interface LiveFacts {
  readonly engine: EngineFacts;
  readonly images: readonly NamedImage[];
  readonly containers: readonly ContainerRecord[];
  /** The user's home folder. */
  readonly home: string;
}
