import lightning as L
from torch.utils.data import DataLoader
L.Trainer().fit(net, DataLoader(train_set, batch_size=1, shuffle=True))
