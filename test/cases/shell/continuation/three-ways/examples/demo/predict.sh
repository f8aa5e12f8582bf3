#!/bin/bash
docker run --rm \
  # all of them
  --gpus all demo python predict.py
