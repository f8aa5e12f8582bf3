#!/bin/bash
BATCH_SIZE="${BATCH_SIZE:-2 per gpu}"
LR=fast
export HF_HUB_OFFLINE=never
python train.py
