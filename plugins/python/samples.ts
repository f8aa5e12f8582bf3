/** A script that runs a command in the image `demo`, with the example's folder mounted where it starts. */
export function launch(command: string, flags = ''): string {
  return [
    '#!/usr/bin/env bash',
    'SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"',
    `docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace ${flags ? `${flags} ` : ''}demo ${command}`,
    '',
  ].join('\n');
}
