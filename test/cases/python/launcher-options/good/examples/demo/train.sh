#!/usr/bin/env bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$HERE:/work" -w /work fitter bash -c "torchrun --nnodes 1 --nproc-per 2 --rdzv-backend c10d -t 3 -m fit --rounds 3 && accelerate launch --fsdp_version 2 --num-processes 2 fit.py --rounds 3"
