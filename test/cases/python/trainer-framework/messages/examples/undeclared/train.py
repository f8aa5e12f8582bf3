import sklearn
from trl import SFTTrainer
SFTTrainer(model="x").train()
