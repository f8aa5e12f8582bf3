#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/w" -w /w -e "OPTIMIZER=${OPTIMIZER:-}" demo python train.py
