import fire


def score(filename, limit=10):
    print(filename, limit)


fire.Fire(score)
