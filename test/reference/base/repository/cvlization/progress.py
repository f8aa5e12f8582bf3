"""Progress of a training run as lines of text."""


def epoch_line(epoch: int, epochs: int, **values: float) -> str:
    """One line for an epoch, such as `epoch 3/10 step=1200 train_loss=0.4120`."""
    words = (f"{name}={value if isinstance(value, int) else f'{value:.4f}'}" for name, value in values.items())
    return f"epoch {epoch}/{epochs} " + " ".join(words)
