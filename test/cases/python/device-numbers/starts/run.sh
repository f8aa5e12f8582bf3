#!/bin/bash
cd "$(dirname "$0")" || exit 1
CUDA_VISIBLE_DEVICES=3 python infer.py --device cuda:3
CUDA_VISIBLE_DEVICES=2,3 python pick.py
docker run --rm --gpus 1 -v "$PWD:/w" -w /w pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime python pick.py
CUDA_VISIBLE_DEVICES=2,3 python infer.py --device cuda:1
