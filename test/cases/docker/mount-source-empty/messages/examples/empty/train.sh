#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/code:/workspace" -w /workspace demo python train.py
