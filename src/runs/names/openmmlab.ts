import type { RunSink } from '../reader';

const PACKAGE = /^(MMDetection|MMSegmentation|MMClassification|MMPose|MMDetection3D|MMAction2|MMPretrain|MMOCR): (\d+[^\s+]*)/m;

/** Which OpenMMLab package wrote a log, as its report of the environment says: `MMDetection: 2.11.0+f8f8b1d`. */
export function tellOpenMmlab(environment: string, sink: RunSink): void {
  const found = PACKAGE.exec(environment);
  if (found !== null) sink.framework(found[1]!.toLowerCase(), found[2]);
}
