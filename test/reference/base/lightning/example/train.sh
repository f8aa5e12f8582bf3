#!/usr/bin/env bash
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
IMG="${CVL_IMAGE:-reef-map}"

mkdir -p "$HOME/.cache/huggingface" "$HOME/.cache/torch"

docker run --rm --gpus=all --shm-size 8g \
  --workdir /workspace \
  --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" \
  --mount "type=bind,src=${HOME}/.cache/huggingface,dst=/root/.cache/huggingface" \
  --mount "type=bind,src=${HOME}/.cache/torch,dst=/root/.cache/torch" \
  --env "PYTHONUNBUFFERED=1" \
  --env "BATCH_SIZE=${BATCH_SIZE:-16}" \
  --env "NUM_EPOCHS=${NUM_EPOCHS:-10}" \
  --env "LR=${LR:-1e-3}" \
  --env "CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES:-0}" \
  "$IMG" python train.py "$@"
