#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
ARGS=(--build-arg CUDA_VERSION=12.6.0)
ARGS+=(--build-arg "TORCH=2.5.0")
docker build "${ARGS[@]}" --build-arg http_proxy --build-arg BUILDKIT_INLINE_CACHE=1 --build-arg USERNAME="$USER" -t demo "$DIR"
