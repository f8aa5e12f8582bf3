#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES=0 demo python train.py
