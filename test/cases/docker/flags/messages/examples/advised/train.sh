#!/bin/bash
docker run --rm --shm-sise 8g demo
