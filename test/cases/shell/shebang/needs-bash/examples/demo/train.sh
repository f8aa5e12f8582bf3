#!/bin/sh
ARGS=(--rm --gpus all)
docker run "${ARGS[@]}" demo python train.py
