#!/bin/bash
ENV_FILE="/home/lena/.env"
docker run --rm --env-file "$ENV_FILE" python:3.11 python -V
