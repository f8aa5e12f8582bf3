#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace -e MUSA_VISIBLE_DEVICES=0 -e HIP_VISIBLE_DEVICES=0 -e PYTHONUNBUFFERED_LOGS=1 birds python train.py "$@"
