#!/bin/bash
docker build -t poems "$(dirname "$0")"
