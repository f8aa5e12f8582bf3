#!/bin/bash
cd "$(dirname "$0")"
docker build -t demo .
docker run --rm -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
docker run --rm -u root -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
