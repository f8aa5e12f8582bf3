#!/bin/bash
cd "$(dirname "$0")"
docker run --rm --gpus all -v "$PWD:/whales" -w /whales nvcr.io/nvidia/pytorch:24.05-py3 \
  bash -c "pip install wandb && python song.py"
