#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
if [ "$MODE" = full ]; then
  docker run --mount "type=bind,src=$DIR/dataset,dst=/data" demo python train.py
fi
