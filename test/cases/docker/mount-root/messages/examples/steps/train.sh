#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
ROOT="$(cd "$DIR/../../.." && pwd)"
docker run -v "$ROOT:/cvlization_repo:ro" demo python train.py
