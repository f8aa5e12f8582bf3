#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" demo sh run_inner.sh "$@"
docker run --rm -v "$DIR:/workspace" demo bash run_inner.sh "$@"
