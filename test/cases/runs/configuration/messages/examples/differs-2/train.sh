#!/usr/bin/env bash
docker run --rm --gpus=all demo python train.py --batch-size 8
