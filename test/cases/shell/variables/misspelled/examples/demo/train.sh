#!/bin/bash
REPO_ROOT="$(git rev-parse --show-toplevel)"
docker run --rm -v "$REPO_ROT:/repo" --env "WARMUP=${WARMPU:-1}" demo python train.py
