#!/usr/bin/env bash
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
mim download mmdet --config ferry --dest "$SCRIPT_DIR/configs"
docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace demo python train.py
