#!/usr/bin/env bash
set -euo pipefail
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
echo "ROUNDS=3" > "$HERE/settings.env"
docker run --rm --env-file "$HERE/settings.env" fitter python fit.py
