#!/bin/bash
docker run --rm -u 1000:1000 -e HF_HOME=/root/hf --mount "type=bind,src=$HOME/.cache,dst=/root/.cache" -v "$PWD:/workspace" demo python train.py
docker run --rm -u 1000 -e HOME=/home/me -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
docker run --rm -u 0 -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
