#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --shm-size 8gig demo
