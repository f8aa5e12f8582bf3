#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --rm -v "$HERE:/workspace" -w /workspace $EXTRA birds python train.py "$@"
