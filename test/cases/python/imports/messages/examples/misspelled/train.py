from modle import Net
