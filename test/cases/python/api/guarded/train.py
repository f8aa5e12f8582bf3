import inspect

import numpy as np
import torch
import transformers
from packaging import version
from transformers import TrainingArguments

try:
    from torch._six import inf
except ImportError:
    from torch import inf

IS_OLD = version.parse(transformers.__version__) < version.parse("4.41")

if IS_OLD:
    args = TrainingArguments("outputs", evaluation_strategy="epoch")
else:
    args = TrainingArguments("outputs", eval_strategy="epoch")

if "evaluation_strategy" in inspect.signature(TrainingArguments).parameters:
    args = TrainingArguments("outputs", evaluation_strategy="epoch")

if not hasattr(np, "float"):
    np.float = float
weights = np.zeros(3, dtype=np.float)
