#!/bin/bash
./helper.sh
docker run --rm birds true
