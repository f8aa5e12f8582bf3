#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --gpus all -v "$DIR:/worskpace" demo python train.py
