#!/usr/bin/env bash
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
IMAGE="${CVL_IMAGE:-__NAME__}"
mkdir -p "$HOME/.cache/torch"

docker run --rm --gpus all \
  --workdir /workspace \
  --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" \
  --mount "type=bind,src=${HOME}/.cache/torch,dst=/root/.cache/torch" \
  "$IMAGE" python predict.py "$@"
