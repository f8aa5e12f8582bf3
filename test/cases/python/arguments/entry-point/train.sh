#!/bin/bash
docker run --rm poems --step_s 3
docker run --rm poems
