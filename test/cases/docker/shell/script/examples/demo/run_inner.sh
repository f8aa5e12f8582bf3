#!/usr/bin/env bash
set -eu
if [[ -n "${1:-}" ]]; then
  python train.py "$@"
fi
