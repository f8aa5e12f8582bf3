#!/bin/bash
cd "$(dirname "$0")"
docker run --rm -v "$(pwd)/../../../corpus:/corpus" demo python prepare.py
