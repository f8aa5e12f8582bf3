#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -e PYTHONUNBUFFERED=0 -v "$DIR:/workspace" -w /workspace demo python train.py
