#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --gpus all ${DEBUG:+-e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"} demo python train.py
