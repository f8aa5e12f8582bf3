#!/usr/bin/env bash
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace demo bash -c "pip list && deepspeed --include localhost:0,1,2 train.py"
