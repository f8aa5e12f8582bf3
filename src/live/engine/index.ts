/** A container engine as the user has it: what it is, what it holds, and what runs. See README.md. */

export { type ExecOptions, type Executed, execIn, killContainer, removeContainer, stopContainer } from './act';
export { type Called, type CallOptions, call, type Output } from './call';
export {
  type ActualGpus,
  type ActualMount,
  type ContainerFacts,
  containerNamed,
  listContainers,
  readContainer,
} from './containers';
export { type ClientKind, createEngine, type Engine } from './engine';
export { type Answer, answer, type EngineFault, type FaultKind } from './fault';
export {
  type CallProgram,
  type GpuFacts,
  type GpuProcess,
  type GpuReading,
  ownerOf,
  type ProcessOwner,
  pollGpus,
  readGpus,
} from './gpus';
export { type ImageFacts, imageNamed, listImages } from './images';
export { type DiskUse, diskUse, type EngineInfo, type EngineVersion, engineInfo } from './info';
export { type LogOptions, type LogText, readLogs, streamLogs } from './logs';
export { createMask, isSecretName, type Mask, maskedValue } from './mask';
export { type OpenedEngine, type OpenOptions, openEngine } from './open';
export { type ContainerStats, containerStats } from './stats';
