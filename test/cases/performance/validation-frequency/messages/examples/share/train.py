import lightning as L
trainer = L.Trainer(val_check_interval=0.01)
trainer.fit(net)
