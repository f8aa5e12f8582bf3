#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace \
  --env WARMUP_STEP=5 --env GRAD_ACCUM=8 \
  demo python train.py
