import datasets
class X(datasets.GeneratorBasedBuilder):
    pass
