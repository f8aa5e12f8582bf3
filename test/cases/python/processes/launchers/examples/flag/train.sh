#!/usr/bin/env bash
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus '"device=0,1"' -v "$HERE:/workspace" -w /workspace demo torchrun --nproc_per_node=4 train.py
