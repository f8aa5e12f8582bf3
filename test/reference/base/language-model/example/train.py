"""Trains a small GPT on tales of the sea."""

import logging
import math
import os
from pathlib import Path

import tiktoken
import torch
from cvlization.progress import epoch_line
from datasets import load_dataset
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

BATCH_SIZE = int(os.environ.get("BATCH_SIZE", "32"))
MAX_SEQ_LEN = int(os.environ.get("MAX_SEQ_LEN", "512"))
NUM_EPOCHS = int(os.environ.get("NUM_EPOCHS", "10"))
LR = float(os.environ.get("LR", "3e-4"))
VOCABULARY = 50304


class Gpt(nn.Module):
    def __init__(self, width: int = 384, heads: int = 6, depth: int = 6) -> None:
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, width)
        self.places = nn.Embedding(MAX_SEQ_LEN, width)
        block = nn.TransformerEncoderLayer(width, heads, 4 * width, batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(block, depth)
        self.head = nn.Linear(width, VOCABULARY, bias=False)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        length = tokens.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(length, device=tokens.device)
        hidden = self.tokens(tokens) + self.places(torch.arange(length, device=tokens.device))
        return self.head(self.blocks(hidden, mask=mask, is_causal=True))


def sequences(split: str, training: bool) -> DataLoader:
    encoding = tiktoken.get_encoding("gpt2")
    text = "\n".join(load_dataset("zoo/sea-tales", split=split)["text"])
    tokens = torch.tensor(encoding.encode_ordinary(text))
    count = (len(tokens) - 1) // MAX_SEQ_LEN
    inputs = tokens[: count * MAX_SEQ_LEN].view(count, MAX_SEQ_LEN)
    targets = tokens[1 : count * MAX_SEQ_LEN + 1].view(count, MAX_SEQ_LEN)
    return DataLoader(
        TensorDataset(inputs, targets),
        batch_size=BATCH_SIZE,
        shuffle=training,
        num_workers=4,
        pin_memory=True,
        persistent_workers=True,
    )


def one_epoch(model: nn.Module, loader: DataLoader, device: torch.device, optimizer=None) -> float:
    model.train(optimizer is not None)
    total, seen = 0.0, 0
    for tokens, targets in loader:
        tokens = tokens.to(device, non_blocking=True)
        targets = targets.to(device, non_blocking=True)
        with torch.set_grad_enabled(optimizer is not None), torch.autocast(device.type, dtype=torch.bfloat16):
            loss = nn.functional.cross_entropy(model(tokens).flatten(0, 1), targets.flatten())
        if optimizer is not None:
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        total += loss.item() * len(tokens)
        seen += len(tokens)
    return total / seen


def main() -> None:
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train_loader, val_loader = sequences("train", True), sequences("validation", False)
    model = torch.compile(Gpt().to(device))
    optimizer = torch.optim.AdamW(model.parameters(), lr=LR, weight_decay=0.1)

    Path("logs").mkdir(exist_ok=True)
    checkpoints = Path("outputs/checkpoints")
    checkpoints.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(message)s", filename="logs/train.log")
    for epoch in range(NUM_EPOCHS + 1):
        train_loss = one_epoch(model, train_loader, device, optimizer if epoch > 0 else None)
        val_loss = one_epoch(model, val_loader, device)
        line = epoch_line(
            epoch,
            NUM_EPOCHS,
            step=epoch * len(train_loader),
            train_loss=train_loss,
            val_loss=val_loss,
            val_perplexity=math.exp(val_loss),
        )
        print(line)
        logging.info(line)
        torch.save(model.state_dict(), checkpoints / f"epoch_{epoch}.pth")


if __name__ == "__main__":
    main()
