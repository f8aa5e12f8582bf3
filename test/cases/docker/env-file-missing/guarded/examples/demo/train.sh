#!/usr/bin/env bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [ -f "$HERE/settings.env" ]; then
  docker run --rm --env-file "$HERE/settings.env" fitter python fit.py
fi
