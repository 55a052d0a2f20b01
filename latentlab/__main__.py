"""The one door: the window, or a subcommand."""

import sys


def main() -> int:
    """Run LatentLab with the arguments of this process and return the exit status."""
    from latentlab.cli.main import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
