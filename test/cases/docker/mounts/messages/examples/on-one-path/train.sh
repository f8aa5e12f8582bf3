#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
if [ "$MODE" = full ]; then
  docker run --gpus all demo python train.py
fi
