#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --gpus all ${DEBUG:+-v "$DIR:/workspace"} demo python train.py
