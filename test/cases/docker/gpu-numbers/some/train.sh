#!/bin/bash
docker run --rm --gpus 2 -e CUDA_VISIBLE_DEVICES=0,2 demo python train.py
