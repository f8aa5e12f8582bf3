#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run ${KEEP:+-v "$DIR/outputs:/outputs"} demo python train.py
