#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount type=bnd,src=/data,dst=/data demo
