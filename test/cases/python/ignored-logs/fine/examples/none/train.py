import lightning as L

trainer = L.Trainer(logger=False)
