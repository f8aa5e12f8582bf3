#!/bin/bash
docker pull birds
docker run --rm birds true
