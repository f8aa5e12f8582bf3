#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
KEEP=""
if [ -z "${DEBUG:-}" ]; then KEEP="--rm"; fi
docker run $KEEP -v "$HERE:/workspace" -w /workspace birds python train.py "$@"
