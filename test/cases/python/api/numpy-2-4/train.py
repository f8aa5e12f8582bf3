import numpy as np
from pytorch_lightning.loggers import NeptuneLogger

area = np.trapz([1.0, 2.0, 3.0])
grid = np.reshape(np.arange(6), newshape=(2, 3))
related = np.corrcoef(grid, ddof=1)
length = np.linalg.linalg.norm(grid)
np.save("grid.npy", grid, fix_imports=False)
logger = NeptuneLogger()
