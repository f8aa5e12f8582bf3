import lightning as L
from model import Net, loaders
trainer = L.Trainer(max_epochs=3, enable_checkpointing=False)
trainer.fit(Net(), *loaders())
