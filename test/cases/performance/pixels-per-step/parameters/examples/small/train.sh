#!/usr/bin/env bash
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace --env "BATCH_SIZE=${BATCH_SIZE:-64}" demo python train.py
