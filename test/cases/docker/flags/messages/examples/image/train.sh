#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm
