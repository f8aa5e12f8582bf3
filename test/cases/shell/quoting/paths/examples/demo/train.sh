#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v $DIR:/workspace -v $HOME/"my data":/data --user $(id -u):$(id -g) demo
