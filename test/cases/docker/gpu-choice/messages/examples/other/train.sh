#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES=1 demo python train.py
