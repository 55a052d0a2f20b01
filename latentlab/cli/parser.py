"""Every command and option of the command line."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from latentlab import __version__
from latentlab.cli import values
from latentlab.cli.crash import KINDS
from latentlab.errors import ConfigError
from latentlab.models.config import ACTIVATIONS, ARCHITECTURES, CELLS, OUTPUTS
from latentlab.training.config import OPTIMIZERS, SCHEDULES, TrainingConfig
from latentlab.training.objective import RECONSTRUCTIONS
from latentlab.training.presets import PRESETS

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
    _add_train(_command(commands, "train", "train a network, test it, keep it"))
    _command(commands, "presets", "list the presets")
    _add_map(_command(commands, "map", "project the codes of a run onto a map"))
    _add_decode(_command(commands, "decode", "decode one code to an image"))
    _add_screenshot(_command(commands, "screenshot", "save a picture of the window"))
    _add_self_test(_command(commands, "self-test", "prove that this installation works, part by part"))
    return parser


def _command(commands: "argparse._SubParsersAction[Parser]", name: str, purpose: str) -> Parser:
    return commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".", allow_abbrev=False)


def _add_train(parser: Parser) -> None:
    data = parser.add_argument_group("data")
    data.add_argument(
        "--data", default="mnist-5k", metavar="NAME", help="mnist-5k, mnist, fashion-mnist, kmnist"
    )
    data.add_argument(
        "--data-root", type=Path, metavar="DIR", help="the folder that holds MNIST/raw and its like"
    )
    _add_network(parser.add_argument_group("network"))
    _add_objective(parser.add_argument_group("objective"))
    _add_run(parser.add_argument_group("run"))
    results = parser.add_argument_group("results")
    results.add_argument("--out", type=values.output_file("--out"), metavar="RUN.latentlab")
    _add_json(results)


def _add_network(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--preset",
        type=values.one_of("preset", *PRESETS),
        metavar="NAME",
        help="a run to begin with, as latentlab presets lists them; other options override it",
    )
    group.add_argument(
        "--architecture",
        type=values.one_of("architecture", *ARCHITECTURES),
        metavar="NAME",
        help=", ".join(ARCHITECTURES) + " (dense)",
    )
    group.add_argument(
        "--hidden",
        type=values.hidden_widths,
        metavar="N,N…",
        help="widths, channels, states or widths of tokens, or none (256,64; 16,32; 128; 64,64)",
    )
    group.add_argument("--latent", type=values.latent_size, metavar="N", help="latent dimensions (4)")
    group.add_argument("--tied", action="store_true", help="dense: decode with the encoder's weights")
    group.add_argument(
        "--cell", type=values.one_of("cell", *CELLS), metavar="NAME", help="recurrent: gru or lstm (gru)"
    )
    group.add_argument(
        "--patch",
        type=values.whole_number("patch"),
        metavar="N",
        help="transformer: patches of N×N pixels as tokens; 0 for rows (0)",
    )
    group.add_argument("--activation", metavar="NAME", help=", ".join(ACTIVATIONS) + " (relu)")
    group.add_argument("--code-activation", metavar="NAME", help="the same names (identity)")
    group.add_argument("--output", metavar="NAME", help=" or ".join(OUTPUTS) + " (sigmoid)")


def _add_objective(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--reconstruction",
        type=values.one_of("reconstruction", *RECONSTRUCTIONS),
        metavar="NAME",
        help="mse or bce, each a mean over pixels (mse)",
    )
    group.add_argument(
        "--noise",
        type=values.noise,
        metavar="KIND:X",
        help="on the images that go in: gaussian:0.3, masking:0.25, salt-pepper:0.1, erasing:0.2, affine:0.1",
    )
    group.add_argument(
        "--sparsity",
        type=values.sparsity,
        action="append",
        metavar="KIND:X",
        help="kl:RHO:WEIGHT, l1:WEIGHT or l2:WEIGHT on the code, a sum over its units; may be repeated",
    )
    group.add_argument(
        "--weight-decay", type=values.number("weight decay"), metavar="X", help="L2 on the weights (0)"
    )
    group.add_argument(
        "--variational", type=values.number("beta"), metavar="BETA", help="draw codes; 1 is the usual weight"
    )
    group.add_argument(
        "--classifier", action="store_true", help="the encoder learns the classes, the decoder what it sees"
    )
    group.add_argument(
        "--stacked", action="store_true", help="layer by layer denoising, the whole, a classifier on the code"
    )


def _add_run(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--optimizer",
        type=values.one_of("optimizer", *OPTIMIZERS),
        metavar="NAME",
        help=", ".join(OPTIMIZERS) + " (adam)",
    )
    group.add_argument("--momentum", type=values.number("momentum"), metavar="X", help="of sgd (0.9)")
    group.add_argument(
        "--schedule",
        type=values.one_of("schedule", *SCHEDULES),
        metavar="NAME",
        help=", ".join(SCHEDULES) + " (constant)",
    )
    group.add_argument("--epochs", type=values.whole_number("epochs"), metavar="N", help="(20)")
    group.add_argument(
        "--patience",
        type=values.whole_number("patience"),
        metavar="N",
        help="end after N epochs without a better validation loss; 0 for never (0)",
    )
    group.add_argument(
        "--batch-size",
        type=values.whole_number("batch size"),
        metavar="N",
        help=f"({TrainingConfig().batch_size})",
    )
    group.add_argument("--lr", type=values.number("learning rate"), metavar="X", help="learning rate (0.001)")
    group.add_argument("--seed", type=values.whole_number("seed"), metavar="N", help="(0)")
    group.add_argument(
        "--threads", type=values.whole_number("threads"), metavar="N", help="(all cores but one)"
    )
    group.add_argument(
        "--device", default="auto", metavar="NAME", help="auto or cpu; others are not built yet"
    )


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
