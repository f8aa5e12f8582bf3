#!/bin/bash
cd "$(dirname "$0")" || exit 1
export CUDA_VISIBLE_DEVICES=0,1
accelerate launch --config_file acc.yaml tune.py
accelerate launch --config_file acc.yaml --num_processes 2 tune.py
accelerate launch --config_file=two-machines.yaml tune.py
