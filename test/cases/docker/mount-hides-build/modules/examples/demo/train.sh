#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --volume "$DIR:/app" demo node serve.js
docker run --rm --volume "$DIR:/app" --volume /app/node_modules demo node serve.js
