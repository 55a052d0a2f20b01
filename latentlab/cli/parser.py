"""Every command and option of the command line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from latentlab import __version__
from latentlab.cli import values
from latentlab.cli.crash import KINDS
from latentlab.cli.train_options import add_train
from latentlab.errors import ConfigError

METHODS = ("pca", "tsne", "umap", "kernel-pca", "axes", "plane")
STARTS = ("pca", "random")
SOURCES = ("codes", "pixels")
ANCHORS = ("classes", "points")
MAP_FILES = (".npz", ".csv", ".png", ".svg", ".pdf")
_NEGATIVE = re.compile(r"-(\d|\.|inf|nan)")


class Parser(argparse.ArgumentParser):
    """An argument parser that raises one sentence instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise ConfigError("{message}. See {prog} --help.", message=message, prog=self.prog)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command in `argv` with its options. Raises ConfigError with one sentence."""
    return build_parser().parse_args(_tie_negatives(argv))


def build_parser() -> Parser:
    """The parser of all commands."""
    parser = Parser(
        prog="latentlab",
        usage="latentlab [FILE.latentlab]\n       latentlab COMMAND [OPTION…]",
        description="Train autoencoders on handwritten digits and explore their latent space, live. "
        "Without a command the window opens. With --exit-after-first-paint or --exit-after-first-map METHOD "
        "it tells how long that took, in the file of --json, and closes.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"latentlab {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="latentlab", required=True)
    add_train(_command(commands, "train", "train a network, test it, keep it"))
    _command(commands, "presets", "list the presets")
    _add_map(_command(commands, "map", "project the codes of a run onto a map"))
    _add_decode(_command(commands, "decode", "decode one code to an image"))
    _add_screenshot(_command(commands, "screenshot", "save a picture of the window"))
    _add_self_test(_command(commands, "self-test", "prove that this installation works, part by part"))
    return parser


def _command(commands: "argparse._SubParsersAction[Parser]", name: str, purpose: str) -> Parser:
    return commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".", allow_abbrev=False)


def _add_map(parser: Parser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN.latentlab")
    parser.add_argument(
        "--method", type=values.one_of("method", *METHODS), required=True, help=" or ".join(METHODS)
    )
    parser.add_argument(
        "--points", type=values.whole_number("points"), metavar="N", help="a sample of N (all)"
    )
    parser.add_argument("--seed", type=values.whole_number("seed"), default=0, metavar="N", help="(0)")
    parser.add_argument(
        "--data-root", type=Path, metavar="DIR", help="check that the run belongs to the data set found there"
    )
    parser.add_argument(
        "--out", type=values.output_file("--out", *MAP_FILES), metavar="FILE", help=" ".join(MAP_FILES)
    )
    parser.add_argument(
        "--source",
        type=values.one_of("source", *SOURCES),
        default="codes",
        metavar="SOURCE",
        help="codes, or pixels to compare: these are read from the data set, in --data-root",
    )
    parser.add_argument(
        "--dimensions",
        type=values.whole_number("dimensions"),
        default=2,
        metavar="D",
        help="2, or 3 for .npz and .csv (2)",
    )
    _add_map_parameters(parser.add_argument_group("parameters of the methods"))
    _add_json(parser)


def _add_map_parameters(group: argparse._ArgumentGroup) -> None:
    number, whole = values.number, values.whole_number
    group.add_argument(
        "--perplexity", type=number("perplexity"), metavar="X", help="t-SNE: neighbours that count (30)"
    )
    group.add_argument(
        "--exaggeration", type=number("exaggeration"), metavar="X", help="t-SNE: of its early phase (12)"
    )
    group.add_argument(
        "--learning-rate", type=number("learning_rate"), metavar="X", help="t-SNE (points / exaggeration)"
    )
    group.add_argument(
        "--neighbours", type=whole("neighbours"), metavar="N", help="UMAP: with the point itself (15)"
    )
    group.add_argument("--min-dist", type=number("min_dist"), metavar="X", help="UMAP, 0 to 1 (0.1)")
    group.add_argument(
        "--start",
        type=values.one_of("start", *STARTS),
        metavar="START",
        help="t-SNE, UMAP: pca or random (pca)",
    )
    group.add_argument(
        "--gamma", type=number("gamma"), metavar="X", help="kernel PCA (by the median distance)"
    )
    group.add_argument(
        "--axes",
        type=values.numbers("axes", 2, 3),
        metavar="A,B",
        help="axes: latent dimensions from 1 (1,2)",
    )
    group.add_argument(
        "--anchors",
        type=values.numbers("anchors", 3, 3),
        metavar="A,B,C",
        help="plane: three classes by number from 0, or three points (the first three classes)",
    )
    group.add_argument(
        "--anchored-by",
        type=values.one_of("anchored_by", *ANCHORS),
        metavar="WHAT",
        help="plane: classes, or points by their number from 0 on the map (classes)",
    )


def _add_decode(parser: Parser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN.latentlab")
    parser.add_argument(
        "--z", type=values.code_values, required=True, metavar="X,X…", help="the code, as in -1.5,0,2,0"
    )
    parser.add_argument("--out", type=values.output_file("--out", ".png"), required=True, metavar="FILE.png")


def _add_screenshot(parser: Parser) -> None:
    parser.add_argument(
        "run", type=Path, nargs="?", metavar="RUN.latentlab", help="(the session that comes along)"
    )
    parser.add_argument("--out", type=values.output_file("--out", ".png"), required=True, metavar="FILE.png")
    parser.add_argument(
        "--size", type=values.window_size, default=(1440, 900), metavar="WxH", help="(1440x900)"
    )
    parser.add_argument("--method", type=values.one_of("method", *METHODS), help=" or ".join(METHODS))
    parser.add_argument(
        "--theme", type=values.one_of("theme", "light", "dark"), help="light or dark (the system's)"
    )
    parser.add_argument(
        "--seconds", type=values.number("seconds"), default=0.0, metavar="N", help="train so long first"
    )


def _add_self_test(parser: Parser) -> None:
    parser.add_argument(
        "--crash",
        type=values.one_of("crash", *KINDS),
        metavar="KIND",
        help="only end as an open window might by a bug, python or native: its next start tells of it",
    )
    _add_json(parser)


def _add_json(parser: "argparse._ActionsContainer") -> None:
    parser.add_argument(
        "--json", type=values.output_file("--json"), metavar="FILE", help="write the results there"
    )


def _tie_negatives(argv: Sequence[str]) -> list[str]:
    """Tie a value that begins with a minus sign to its option, as argparse would take it for an option."""
    tied: list[str] = []
    for text in argv:
        if tied and tied[-1].startswith("--") and "=" not in tied[-1] and _NEGATIVE.match(text):
            tied[-1] += f"={text}"
        else:
            tied.append(text)
    return tied
