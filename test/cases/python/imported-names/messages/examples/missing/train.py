from model import build_optimizer
