"""What the command line refuses: one line that says what was expected and what came, and the right status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from latentlab.cli.main import main
from latentlab.session import save_session
from tests.session_samples import small_session


def _refuse(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """Exit status and error of a command that must print nothing else."""
    status = main(argv)
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("\n") == 1
    assert "Traceback" not in streams.err
    return status, streams.err.removeprefix("latentlab: ").strip()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--latent x", "latent must be a whole number from 1 to 1024, got x."),
        ("--latent 0", "latent must be a whole number from 1 to 1024, got 0."),
        ("--latent -2", "latent must be a whole number from 1 to 1024, got -2."),
        ("--latent 2.5", "latent must be a whole number from 1 to 1024, got 2.5."),
        ("--latent 2000", "latent must be a whole number from 1 to 1024, got 2000."),
        ("--hidden -3", "hidden widths must be whole numbers from 1 to 16384, got -3."),
        ("--hidden 256,-3", "hidden widths must be whole numbers from 1 to 16384, got -3."),
        ("--hidden 256,,64", "hidden widths must be whole numbers from 1 to 16384, got ."),
        ("--activation swish", "activation must be one of relu, "),
        ("--output softmax", "output must be one of sigmoid, identity, got softmax."),
        ("--epochs 0", "epochs must be from 1 to 100000, got 0."),
        ("--epochs many", "epochs must be a whole number, got many."),
        ("--batch-size -1", "batch size must be from 1 to 65536, got -1."),
        ("--lr nan", "learning rate must be from 1e-08 to 10, got nan."),
        ("--lr fast", "learning rate must be a number, got fast."),
        ("--threads 0", "threads must be from 1 to 256, got 0."),
        ("--seed -1", "seed must be from 0 to "),
        ("--data nothing", "mnist-5k, mnist, fashion-mnist, kmnist, a folder or a file .npz, got nothing."),
        ("--data mnist --data-root nowhere", "in nowhere/MNIST/raw"),
        ("--out nowhere/a.latentlab", "--out must name a file in a folder that exists, got nowhere/a"),
        ("--json .", "--json must name a file, got .."),
        ("--preset simple", "preset must be one of plain, linear, deep, "),
        ("--architecture conv --tied", "tied (on) is a choice of dense networks only, got a conv one."),
        ("--architecture recurrent --patch 7", "patch (7) is a choice of transformer networks only"),
        ("--cell lstm", "cell (lstm) is a choice of recurrent networks only, got a dense one."),
        ("--architecture transformer --hidden 30", "must be the same multiple of 4 for each block"),
        ("--sparsity kl:0.1:1", "expected the code activation sigmoid, got identity. Choose sigmoid, or"),
        ("--sparsity kl:0.1", "sparsity must be kl:TARGET:WEIGHT, l1:WEIGHT, l2:WEIGHT or none, got kl:0.1."),
        ("--sparsity kl:1:1 --code-activation sigmoid", "target of KL sparsity must be from 0.001 to 0.999"),
        ("--sparsity l1:-1", "the weight l1 must be from 0 to 10000, got -1.0."),
        ("--noise fog:1", "must be one of gaussian, masking, salt-pepper, erasing, affine with a level"),
        ("--noise masking", "as in gaussian:0.3, or none, got masking."),
        ("--noise masking:2", "the level of masking noise must be from 0 to 1, got 2.0."),
        ("--reconstruction bce --output identity", "expected the output sigmoid, got identity."),
        ("--reconstruction mae", "reconstruction must be one of mse, bce, got mae."),
        ("--variational 1 --tied", "Tied weights need layers of equal size there and back"),
        ("--variational 1 --code-activation tanh", "expected the code activation identity, got tanh."),
        ("--variational much", "beta must be a number, got much."),
        ("--weight-decay -1", "the weight weight_decay must be from 0 to 10000, got -1.0."),
        ("--stacked --architecture conv", "layers of a dense autoencoder one by one, got a conv network."),
        ("--stacked --classifier", "the layers of a dense autoencoder one by one, got a classifier."),
        ("--stacked --noise erasing:0.2", "expected gaussian, masking or salt-pepper"),
        ("--device tpu", "device must be one of auto, cpu, cuda, mps, got tpu."),
        ("--optimizer lion", "optimizer must be one of adam, adamw, sgd, got lion."),
        ("--schedule linear", "schedule must be one of constant, cosine, step, got linear."),
        ("--patience -1", "patience must be from 0 to 100000, got -1."),
        ("--epochs", "argument --epochs: expected one argument. See latentlab train --help."),
        ("--bogus 3", "unrecognized arguments: --bogus 3."),
        ("--lat 3", "unrecognized arguments: --lat 3."),
    ],
)  # fmt: skip
def test_train_refuses_bad_values(capsys: pytest.CaptureFixture[str], options: str, expected: str) -> None:
    status, error = _refuse(capsys, "train", *options.split())
    assert status == 2
    assert expected in error


@pytest.mark.parametrize("name", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_refused_instead_of_ignored(
    capsys: pytest.CaptureFixture[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("latentlab.training.device.device_names", lambda: ("cpu",))
    status, error = _refuse(capsys, "train", "--device", name)
    assert (status, error) == (2, f"device must be auto or one that is there, cpu, got {name}.")


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ("self-test --crash both", "crash must be one of python, native, got both."),
        ("map nowhere.latentlab --method pca", "There is no file nowhere.latentlab."),
        ("map nowhere.latentlab --method isomap", "method must be one of pca, tsne, umap, kernel-pca, axes"),
        ("map nowhere.latentlab --method pca --dimensions 4", "dimensions must be from 2 to 3, got 4."),
        ("map nowhere.latentlab --method pca --dimensions 3 --out a.png", "A picture needs a map of two"),
        ("map nowhere.latentlab --method pca --source words", "source must be one of codes, pixels, got"),
        ("map nowhere.latentlab --method plane --anchors 1,2", "anchors must be 3 whole numbers"),
        ("map nowhere.latentlab --method axes --axes 1,2 --dimensions 3", "axes must be 3 latent"),
        ("map nowhere.latentlab --method kernel-pca --gamma 0", "gamma must be from 1e-30 to 1e+30, got"),
        ("map nowhere.latentlab --method umap --perplexity 5", "--perplexity must come with a method that"),
        ("map nowhere.latentlab --method tsne --perplexity 0", "perplexity must be from 1 to 1000, got 0.0."),
        ("map nowhere.latentlab --method tsne --perplexity x", "perplexity must be a number, got x."),
        ("map nowhere.latentlab --method umap --start centre", "start must be one of pca, random, got"),
        ("map nowhere.latentlab", "the following arguments are required: --method. See latentlab map"),
        ("map nowhere.latentlab --method pca --out a.gif", "--out must end in .npz or .csv or .png or .svg"),
        ("decode nowhere.latentlab --z -1,2 --out a.png", "There is no file nowhere.latentlab."),
        ("decode nowhere.latentlab --z -1,x --out a.png", "each value of z must be a number, got x."),
        ("decode nowhere.latentlab --z 1 --out a.jpg", "--out must end in .png, got a.jpg."),
        ("screenshot --out a.png --size 12", "size must be from 200x200 to 10000x10000"),
        ("screenshot --out a.png --theme pink", "theme must be one of light, dark, got pink."),
        ("screenshot --out a.png --seconds -1", "seconds must be from 0 to 3,600, got -1"),
        ("screenshot nowhere.latentlab --out a.png", "There is no file nowhere.latentlab."),
    ],
)  # fmt: skip
def test_the_other_commands_refuse_too(capsys: pytest.CaptureFixture[str], argv: str, expected: str) -> None:
    status, error = _refuse(capsys, *argv.split())
    assert status == 2
    assert expected in error


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("runs") / "run.latentlab"
    save_session(small_session(), path)
    return path


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ("decode RUN --z 1,2 --out a.png", "z must have 3 values for this run, got 2."),
        ("decode RUN --z 1,nan,2 --out a.png", "z must be of finite numbers, got 1, nan, 2."),
        ("map RUN --method pca --points 0", "points must be from 1 to inf, got 0."),
        ("map RUN --method umap --seed -1", "seed must be from 0 to"),
        ("map RUN --method pca --data-root nowhere", "The run must belong to the mnist-5k in nowhere"),
    ],
)
def test_what_does_not_fit_the_run_is_refused(
    capsys: pytest.CaptureFixture[str], run: Path, argv: str, expected: str
) -> None:
    status, error = _refuse(capsys, *argv.replace("RUN", str(run)).split())
    assert status == 2
    assert expected in error


def test_a_truncated_session_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], run: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.latentlab"
    cut.write_bytes(run.read_bytes()[:1_000])
    status, error = _refuse(capsys, "map", str(cut), "--method", "pca")
    assert status == 2
    assert str(cut) in error


def _process(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "latentlab", *argv],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.13.1", "LatentLab needs torch 2.4 or newer, got 1.13.1."),
        (None, "importing torch failed: no torch here."),
    ],
)
def test_a_wrong_torch_is_a_failure_of_the_surroundings(
    tmp_path: Path, version: str | None, told: str
) -> None:
    """The line says which version is needed and which came; nothing stumbles over it first."""
    (tmp_path / "torch").mkdir()
    text = f"__version__ = {version!r}" if version else "raise ImportError('no torch here')"
    (tmp_path / "torch" / "__init__.py").write_text(text)
    done = _process("train", "--epochs", "1", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_help_and_refusals_do_not_wait_for_torch_or_qt() -> None:
    code = (
        "import sys; from latentlab.cli.main import main;"
        "codes = [main(['train', *more]) for more in (['--help'], ['--latent', 'x'], ['--data', 'x'])];"
        "heavy = {'torch', 'PySide6', 'sklearn', 'scipy', 'numba', 'umap'} & set(sys.modules);"
        "sys.exit(str((codes, heavy)) if codes != [0, 2, 2] or heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_bug_is_logged_and_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The traceback goes to the log, the place of the log to the user."""

    def broken(options: object) -> int:
        raise ZeroDivisionError("twelve\nlines")

    log = tmp_path / "deep" / "latentlab.log"
    monkeypatch.setattr("latentlab.cli.presets.run", broken)
    monkeypatch.setattr("latentlab.bug_log.log_path", lambda: log)
    status, error = _refuse(capsys, "presets")
    assert status == 1
    assert str(log) in error
    assert "ZeroDivisionError: twelve\nlines" in log.read_text()


def test_no_memory_and_a_broken_library_are_told_without_blaming_a_bug(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {
        MemoryError(): "not enough memory",
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried"): "not enough memory",
        ImportError("no openTSNE", name="openTSNE"): "could not be loaded: no openTSNE.",
    }
    for error, expected in told.items():

        def failing(options: object, error: Exception = error) -> int:
            raise error

        monkeypatch.setattr("latentlab.cli.presets.run", failing)
        status, text = _refuse(capsys, "presets")
        assert status == 1
        assert expected in text


def test_control_c_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("latentlab.cli.presets.run", interrupted)
    assert main(["presets"]) == 130
    assert capsys.readouterr() == ("", "")


def _buffered() -> dict[str, str]:
    """Without this setting argparse itself would swallow the error."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_closed_pipe_ends_quietly() -> None:
    """`latentlab --help | head -1` leaves no complaint behind."""
    code = "import sys; from latentlab.cli.main import main; sys.exit(main(['train', '--help']))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_buffered()
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_to_a_full_disk_is_told_in_one_line() -> None:
    code = "import sys; from latentlab.cli.main import main; sys.exit(main(['train', '--help']))"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False, env=_buffered()
        )
    assert done.returncode == 1
    assert done.stderr == b"latentlab: The output could not be used: No space left on device.\n"
