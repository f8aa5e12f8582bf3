#!/bin/bash
export CUDA_VISIBLE_DEVICE=0
docker run --rm --env HUGGINGFACE_TOKEN="$HUGGINGFACE_TOKEN" demo python train.py
