#!/bin/bash
docker run --rm -p 99999:80 demo
