#!/usr/bin/env bash
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
IMAGE="${CVL_IMAGE:-__NAME__}"
mkdir -p "$HOME/.cache/huggingface"

docker run --rm --gpus all --shm-size 4g \
  --workdir /workspace \
  --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" \
  --mount "type=bind,src=${HOME}/.cache/huggingface,dst=/root/.cache/huggingface" \
  ${HF_TOKEN:+--env HF_TOKEN} \
  "$IMAGE" python train.py "$@"
