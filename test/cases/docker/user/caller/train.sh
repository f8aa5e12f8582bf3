#!/bin/bash
docker run --rm --user "$(id -u):$(id -g)" -v "$HOME/.cache/huggingface:/root/.cache/huggingface" demo python train.py
docker run --rm --user "$SOMEBODY" -v "$HOME/.cache/huggingface:/root/.cache/huggingface" demo python train.py
