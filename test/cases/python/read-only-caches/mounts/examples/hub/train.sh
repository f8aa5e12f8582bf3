#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace -v "$HOME/.cache:/root/.cache:ro" birds python train.py "$@"
