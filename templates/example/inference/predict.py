"""Classifies the images of a folder with a pretrained ResNet-50, and writes a line of JSON for each."""

import argparse
import json
from pathlib import Path

import torch
from torchvision.io import ImageReadMode, read_image
from torchvision.models import ResNet50_Weights, resnet50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=Path, default=Path("images"))
    parser.add_argument("--output", type=Path, default=Path("outputs/predictions.jsonl"))
    arguments = parser.parse_args()

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    weights = ResNet50_Weights.IMAGENET1K_V2
    model = resnet50(weights=weights).to(device).eval()
    transform = weights.transforms()

    paths = sorted(path for path in arguments.images.iterdir() if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    if not paths:
        raise SystemExit(f"{arguments.images} holds no image.")
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    with torch.inference_mode(), arguments.output.open("w") as output:
        for path in paths:
            image = transform(read_image(str(path), ImageReadMode.RGB)).unsqueeze(0).to(device)
            score, label = model(image).softmax(dim=1).squeeze(0).max(dim=0)
            row = {"image": path.name, "label": weights.meta["categories"][label], "score": round(score.item(), 4)}
            output.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
