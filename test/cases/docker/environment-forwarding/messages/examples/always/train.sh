#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --gpus all -e CUDA_VISIBLE_DEVICES= demo python train.py
