#!/bin/bash
docker run --rm --gpus '"device=1"' demo python train.py
