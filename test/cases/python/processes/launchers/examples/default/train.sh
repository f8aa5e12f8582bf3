#!/usr/bin/env bash
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
PROCESSES="${PROCESSES:-4}"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace demo torchrun --nproc_per_node="$PROCESSES" train.py
