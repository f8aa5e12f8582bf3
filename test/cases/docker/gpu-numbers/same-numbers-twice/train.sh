#!/bin/bash
IDS="${IDS:-4,5}"
docker run --rm --gpus "\"device=$IDS\"" -e "CUDA_VISIBLE_DEVICES=$IDS" demo python train.py
