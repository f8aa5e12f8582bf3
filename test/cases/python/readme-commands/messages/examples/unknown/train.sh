#!/usr/bin/env bash
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace demo python train.py "$@"
