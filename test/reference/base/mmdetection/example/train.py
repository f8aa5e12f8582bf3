"""Trains the detector of configs/crates.py."""

from huggingface_hub import snapshot_download
from mmengine.config import Config
from mmengine.runner import Runner


def main() -> None:
    snapshot_download("zoo/quay-crates", repo_type="dataset", local_dir="data/quay-crates")
    Runner.from_cfg(Config.fromfile("configs/crates.py")).train()


if __name__ == "__main__":
    main()
