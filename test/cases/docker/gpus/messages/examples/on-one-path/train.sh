#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
if [ "$MODE" = full ]; then
  docker run --rm demo python train.py
fi
