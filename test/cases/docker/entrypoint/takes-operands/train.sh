#!/bin/bash
docker run --rm poems bash
