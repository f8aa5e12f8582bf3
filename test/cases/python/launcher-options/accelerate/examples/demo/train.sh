#!/usr/bin/env bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$HERE:/work" -w /work fitter accelerate launch --multi_gpu --rounds 3 --mixed_precision bf16 fit.py
