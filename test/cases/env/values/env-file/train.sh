#!/bin/bash
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --env-file "$SCRIPT_DIR/run.env" demo python train.py
