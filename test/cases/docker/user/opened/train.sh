#!/bin/bash
cd "$(dirname "$0")"
docker build -t demo .
docker run --rm -u 1000 -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
