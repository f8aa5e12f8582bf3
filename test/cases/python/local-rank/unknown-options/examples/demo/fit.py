import argparse
arguments, rest = argparse.ArgumentParser().parse_known_args()
