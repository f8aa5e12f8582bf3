from lightning.pytorch.loggers import CSVLogger

logger = CSVLogger(".")
