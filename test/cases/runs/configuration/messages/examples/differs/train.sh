#!/usr/bin/env bash
docker run --rm --gpus=all --env BATCH_SIZE=8 demo python train.py
