# Two files of this repository, and one of the package.
_base_ = [
    "_base_/schedule.py",
    "./_base_/data.py",  # the photographs
    "mmdet::_base_/default_runtime.py",
]
model = dict(type="SOLO")
