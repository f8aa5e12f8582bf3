#!/bin/bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
docker run --name birds -v "$HERE:/workspace" -w /workspace birds python train.py "$@"
docker cp birds:/out out
docker rm birds
