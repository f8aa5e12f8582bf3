#!/usr/bin/env bash
# DEPTH=8 ./train.sh
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace -e BATCH_SIZE="${BATCH_SIZE:-8}" demo python train.py
