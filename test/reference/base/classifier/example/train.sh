#!/usr/bin/env bash
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
REPO_ROOT="$(git -C "$SCRIPT_DIR" rev-parse --show-toplevel)"
IMG="${CVL_IMAGE:-meadow-classifier}"

mkdir -p "$HOME/.cache/huggingface" "$HOME/.cache/torch"

docker run --rm --gpus=all --shm-size 8g \
  --workdir /workspace \
  --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" \
  --mount "type=bind,src=${REPO_ROOT},dst=/cvlization_repo,readonly" \
  --mount "type=bind,src=${HOME}/.cache/huggingface,dst=/root/.cache/huggingface" \
  --mount "type=bind,src=${HOME}/.cache/torch,dst=/root/.cache/torch" \
  --env "PYTHONPATH=/cvlization_repo" \
  --env "PYTHONUNBUFFERED=1" \
  --env "BATCH_SIZE=${BATCH_SIZE:-64}" \
  --env "GRAD_ACCUM=${GRAD_ACCUM:-1}" \
  --env "NUM_EPOCHS=${NUM_EPOCHS:-10}" \
  --env "LR=${LR:-1e-4}" \
  --env "MAX_TRAIN_SAMPLES=${MAX_TRAIN_SAMPLES:-0}" \
  --env "CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES:-0}" \
  "$IMG" python train.py "$@"
