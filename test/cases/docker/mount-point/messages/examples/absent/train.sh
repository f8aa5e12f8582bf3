#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace:ro" -v "$HOME/runs:/workspace/runs" demo python train.py
