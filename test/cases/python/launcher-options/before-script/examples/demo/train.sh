#!/usr/bin/env bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$HERE:/work" -w /work fitter deepspeed --num_gpus 2 --rounds=3 fit.py
