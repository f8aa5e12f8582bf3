#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-}" demo python train.py
