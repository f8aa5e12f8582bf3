#!/bin/bash
cd "$(dirname "$0")"
docker build -f Dockerfile.base -t demo-base .
docker build -t demo .
