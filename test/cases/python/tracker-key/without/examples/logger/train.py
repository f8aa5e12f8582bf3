from pytorch_lightning.loggers import WandbLogger

logger = WandbLogger(project="birds")
