#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace -v "$HOME/birds:/data/birds:ro" -e TRAIN_DATA=/data/birds birds python train.py "$@"
