#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/data" ${RO:+-v "$DIR/data:/data:ro"} demo python train.py
