#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
if [ "$MODE" = full ]; then
  docker run -v "$DIR:/workspace" demo python train.py
fi
