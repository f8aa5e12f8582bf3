#!/bin/bash
docker run --rm demo
