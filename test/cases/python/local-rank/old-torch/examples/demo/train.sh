#!/usr/bin/env bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$HERE:/work" -w /work fitter python -m torch.distributed.launch --nproc_per_node 2 fit.py --rounds 3
