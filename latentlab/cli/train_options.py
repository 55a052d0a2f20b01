"""Every option of `latentlab train`."""

import argparse
from pathlib import Path

from latentlab.cli import values
from latentlab.models.config import ACTIVATIONS, ARCHITECTURES, CELLS, OUTPUTS
from latentlab.training.config import DEVICES, OPTIMIZERS, SCHEDULES, TrainingConfig
from latentlab.training.objective import RECONSTRUCTIONS
from latentlab.training.presets import PRESETS


def add_train(parser: argparse.ArgumentParser) -> None:
    """The options of a run: data, network, objective, run, results."""
    data = parser.add_argument_group("data")
    data.add_argument(
        "--data",
        default="mnist-5k",
        metavar="NAME|DIR|FILE.npz",
        help="mnist-5k, mnist, fashion-mnist, kmnist, a folder with IDX files or with a folder of images for "
        "each class (made grey, at most 64×64), or arrays called images and labels (mnist-5k)",
    )
    data.add_argument(
        "--data-root", type=Path, metavar="DIR", help="the folder that holds MNIST/raw and its like"
    )
    _add_network(parser.add_argument_group("network"))
    _add_objective(parser.add_argument_group("objective"))
    _add_run(parser.add_argument_group("run"))
    results = parser.add_argument_group("results")
    results.add_argument("--out", type=values.output_file("--out"), metavar="RUN.latentlab")
    results.add_argument(
        "--json", type=values.output_file("--json"), metavar="FILE", help="write the results there"
    )


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
        help="widths, channels, states or widths of tokens, or none (256,64; 32,64; 128; 64,64)",
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
        "--device",
        type=values.one_of("device", *DEVICES),
        metavar="NAME",
        help="auto, cpu, cuda or mps; one that fails gives way to the cpu (auto: the best that is there)",
    )
