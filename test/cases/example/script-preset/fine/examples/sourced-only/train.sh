#!/bin/bash
echo "use demo.sh"
