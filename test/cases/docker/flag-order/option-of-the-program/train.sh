#!/bin/bash
docker run --rm poems --env prod
