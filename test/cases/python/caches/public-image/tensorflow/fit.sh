#!/usr/bin/env bash
HERE=$(cd "$(dirname "$0")" && pwd)
docker run --rm --gpus all -v "$HERE:/moss" -w /moss tensorflow/tensorflow:2.16.1-gpu \
  bash -c "pip install datasets && python fit.py"
