#!/bin/bash
IDS="${IDS:-0,1}"
docker run --rm --gpus '"device=$IDS"' demo python train.py
docker run --rm --gpus=all --env 'PYTHONPATH=/repo:$PYTHONPATH' demo python train.py
docker run --rm -e "CACHE=\$HOME/.cache" -w '${HOME}' demo python train.py
