#!/usr/bin/env bash
set -euo pipefail

SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
IMG="${CVL_IMAGE:-ledger-tuning}"

mkdir -p "$HOME/.cache/huggingface"

docker run --rm --gpus=all --shm-size 8g \
  --workdir /workspace \
  --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" \
  --mount "type=bind,src=${HOME}/.cache/huggingface,dst=/root/.cache/huggingface" \
  --env "PYTHONUNBUFFERED=1" \
  --env "MODEL_ID=${MODEL_ID:-Qwen/Qwen2.5-1.5B}" \
  --env "TRAIN_DATA=${TRAIN_DATA:-zoo/ledger-questions}" \
  --env "TRAIN_SPLIT=${TRAIN_SPLIT:-train}" \
  --env "VAL_SPLIT=${VAL_SPLIT:-validation}" \
  --env "OUTPUT_DIR=${OUTPUT_DIR:-outputs/ledger}" \
  --env "BATCH_SIZE=${BATCH_SIZE:-2}" \
  --env "GRAD_ACCUM=${GRAD_ACCUM:-8}" \
  --env "NUM_EPOCHS=${NUM_EPOCHS:-3}" \
  --env "LR=${LR:-1e-4}" \
  --env "MAX_SEQ_LEN=${MAX_SEQ_LEN:-1024}" \
  --env "MAX_TRAIN_SAMPLES=${MAX_TRAIN_SAMPLES:-0}" \
  --env "LORA_R=${LORA_R:-16}" \
  --env "LORA_ALPHA=${LORA_ALPHA:-32}" \
  --env "USE_DORA=${USE_DORA:-false}" \
  --env "CUDA_VISIBLE_DEVICES=${CUDA_VISIBLE_DEVICES:-0}" \
  ${HF_TOKEN:+--env "HF_TOKEN=$HF_TOKEN"} \
  "$IMG" python train.py "$@"
