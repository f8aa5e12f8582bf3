#!/bin/bash
set -euo pipefail
docker build -t demo .
docker run --rm demo
