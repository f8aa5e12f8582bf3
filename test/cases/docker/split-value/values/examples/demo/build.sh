#!/bin/bash
docker build -t demo "$(dirname "$0")"
