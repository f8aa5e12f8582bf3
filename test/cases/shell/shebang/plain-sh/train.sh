#!/bin/sh
set -eu
mkdir -p out
[ "$A" = b ] && echo "${A:-c}" "$((1 + 2))"
docker run demo
