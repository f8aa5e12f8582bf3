#!/bin/bash
docker run --rm python:3.12-alpine sh -c "source /etc/profile"
docker run --rm lab/trainer sh -c "source /etc/profile"
docker run --rm python:3.12 sh -c "$COMMAND"
