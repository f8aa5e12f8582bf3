#!/bin/bash
docker run --rm poems --steps 4 "$@"
