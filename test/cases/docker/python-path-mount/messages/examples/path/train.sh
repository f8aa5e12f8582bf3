#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -e PYTHONPATH=/cvlization -v "$ROOT:/cvlization_repo:ro" demo python train.py
