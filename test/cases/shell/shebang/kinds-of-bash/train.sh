#!/bin/sh
set -eu
set -o pipefail
docker run demo | tee log
