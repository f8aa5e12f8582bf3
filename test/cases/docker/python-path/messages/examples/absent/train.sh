#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -e PYTHONPATH=/workspace/packages -v "$DIR:/workspace" demo python train.py
