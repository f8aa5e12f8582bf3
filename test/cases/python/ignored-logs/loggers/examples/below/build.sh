#!/bin/bash
docker build -t birds "$(dirname "$0")"
