#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace ${WANDB_API_KEY:+-e WANDB_API_KEY} birds python train.py "$@"
