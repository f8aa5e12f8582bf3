from lightning.pytorch.loggers import TensorBoardLogger

logger = TensorBoardLogger(save_dir="./results")
