import click


@click.group()
def main():
    """Spectra."""


@main.command()
@click.option("--source", required=True)
def stats(source):
    print(source)


@main.command()
@click.option("--mean", required=True)
@click.option("--std", required=True)
def calc(mean, std):
    print(mean, std)


main()
