#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/data:ro" demo python train.py --output_dir /data/out
