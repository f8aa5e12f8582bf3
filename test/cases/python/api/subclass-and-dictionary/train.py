import pytorch_lightning as pl
from transformers import Trainer, TrainingArguments


class Arguments(TrainingArguments):
    pass


class Opaque(TrainingArguments):
    def __init__(self, evaluation_strategy, **rest):
        super().__init__(eval_strategy=evaluation_strategy, **rest)


settings = {"output_dir": "outputs", "evaluation_strategy": "epoch"}
first = Arguments(**settings)
second = Opaque(evaluation_strategy="epoch")


class Net(pl.LightningModule):
    def validation_epoch_end(self, outputs):
        pass


trainer = pl.Trainer(gpus=2, max_epochs=3)
