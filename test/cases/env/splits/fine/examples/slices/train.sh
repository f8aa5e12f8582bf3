#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace -e TRAIN_SPLIT="train[:90%]" -e VAL_SPLIT="train[90%:]" birds python train.py "$@"
