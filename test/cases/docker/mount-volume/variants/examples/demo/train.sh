#!/bin/bash
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm \
  --volume data:/data:ro \
  --mount src=models,dst=/models \
  -v cache:/root/.cache \
  demo python train.py
