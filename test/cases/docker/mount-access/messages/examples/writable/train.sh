#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -v "$ROOT/examples/demo:/workspace" -v "$ROOT:/cvlization_repo" demo python train.py
