import numpy as np
from sklearn.externals import joblib

weights = np.zeros(3, dtype=np.int)
