#!/bin/bash
stage() {
  python submit.py "$@"
}
case "$1" in
  small) stage --depth=8 ;;
  large) stage --depth=24 ;;
esac
