#!/bin/bash
docker run --rm --gpus all demo python train.py
