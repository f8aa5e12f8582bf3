#!/bin/sh
set -eu
mkdir -p {a,b}
[ "$A" = b ] && echo "${A:-c}" "$((1 + 2))"
docker run demo
