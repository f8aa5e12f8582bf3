#!/bin/bash
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --env-file "$SCRIPT_DIR/run.env" -v "$SCRIPT_DIR:/workspace" -w /workspace demo python train.py
