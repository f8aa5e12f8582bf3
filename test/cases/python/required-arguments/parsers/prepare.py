import argparse


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--codes", required=True)
    parser.parse_args()


def without_codes():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", required=True)
    parser.add_argument("--out", required=True)
    parser.parse_args()


if __name__ == "__main__":
    without_codes()
    # main()
