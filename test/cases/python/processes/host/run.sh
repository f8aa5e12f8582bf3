#!/bin/bash
CUDA_VISIBLE_DEVICES=0,1 torchrun --nproc_per_node 4 train.py
CUDA_VISIBLE_DEVICES=0,1 torchrun --nproc_per_node 2 train.py
CUDA_VISIBLE_DEVICES=${GPUS:-0} torchrun --nproc_per_node 2 train.py
export CUDA_VISIBLE_DEVICES=3
accelerate launch --num_processes 2 train.py
