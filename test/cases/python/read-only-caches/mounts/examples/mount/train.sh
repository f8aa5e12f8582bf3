#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace --mount "type=bind,src=$HOME/.cache/huggingface,dst=/root/.cache/huggingface,readonly" birds python train.py "$@"
