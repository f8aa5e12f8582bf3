#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --gpus all -v "$DIR:/workspace" -w /workspace demo python train.py
