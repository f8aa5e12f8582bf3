#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run ${BIG:+--shm-size 8g} -v "$DIR:/workspace" -w /workspace demo python train.py
