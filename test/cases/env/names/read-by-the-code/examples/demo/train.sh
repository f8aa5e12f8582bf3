#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace --env WANDB_PROJECTS="a b" demo python train.py
