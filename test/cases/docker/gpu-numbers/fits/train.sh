#!/bin/bash
docker run --rm --gpus '"device=6,7"' -e CUDA_VISIBLE_DEVICES=1 demo python train.py
docker run --rm --gpus all -e CUDA_VISIBLE_DEVICES=3 demo python train.py
docker run --rm --gpus "device=$IDS" -e CUDA_VISIBLE_DEVICES=3 demo python train.py
