#!/bin/bash
SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm -d --mount "type=bind,src=${SCRIPT_DIR},dst=/workspace" demo python train.py
echo started
tar czf "$SCRIPT_DIR/out.tgz" -C "$SCRIPT_DIR/outputs" .
