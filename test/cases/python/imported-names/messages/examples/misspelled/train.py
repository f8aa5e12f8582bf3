from model import Detektor
