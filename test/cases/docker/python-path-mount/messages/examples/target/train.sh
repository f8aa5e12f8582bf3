#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -e PYTHONPATH=/cvlization_repo -v "$ROOT:/cvlizaton_repo:ro" demo python train.py
