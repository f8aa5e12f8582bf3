#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount type=bind,src=/data,dst=data demo
