#!/usr/bin/env bash
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
REPO_ROOT="$(git -C "$SCRIPT_DIR" rev-parse --show-toplevel)"
IMG="${CVL_IMAGE:-harbor-gpt}"

mkdir -p "$HOME/.cache/huggingface"

docker run --rm --gpus=all --shm-size 8g \
  --workdir /workspace \
  --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" \
  --mount "type=bind,src=${REPO_ROOT},dst=/cvlization_repo,readonly" \
  --mount "type=bind,src=${HOME}/.cache/huggingface,dst=/root/.cache/huggingface" \
  --env "PYTHONPATH=/cvlization_repo" \
  --env "PYTHONUNBUFFERED=1" \
  --env "BATCH_SIZE=${BATCH_SIZE:-32}" \
  --env "MAX_SEQ_LEN=${MAX_SEQ_LEN:-512}" \
  --env "NUM_EPOCHS=${NUM_EPOCHS:-10}" \
  --env "LR=${LR:-3e-4}" \
  --env "CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES:-0}" \
  "$IMG" python train.py "$@"
