#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm --gpus all --mount "type=bind,src=$HERE/..,dst=/workspace" -w /workspace birds torchrun parent/train.py "$@"
