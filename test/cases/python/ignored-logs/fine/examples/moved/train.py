import lightning as L

trainer = L.Trainer(default_root_dir="outputs")
