#!/bin/bash
docker run --rm -u 1000 -v "$HOME/work:/root" -v "$HOME/.cache/torch:/root/.cache/torch" demo python train.py
