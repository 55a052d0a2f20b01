"""Every action of the window with its key, in one place for menus, toolbar and the list under F1."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from latentlab.gui.icons import icon


@dataclass(frozen=True, slots=True, eq=False)
class Actions:
    """What a student can do from a menu, the toolbar or the keyboard."""

    open: QAction
    save: QAction
    save_as: QAction
    export: QAction
    browse: QAction
    quit: QAction
    play: QAction
    step: QAction
    rewind: QAction
    new_seed: QAction
    pca: QAction
    tsne: QAction
    umap: QAction
    axes: QAction
    plane: QAction
    kernel_pca: QAction
    space: QAction
    undo: QAction
    redo: QAction
    find: QAction
    lasso: QAction
    select_all: QAction
    invert_group: QAction
    clear_group: QAction
    only_group: QAction
    show_all: QAction
    fit: QAction
    run_map: QAction
    restart_map: QAction
    reset_code: QAction
    random_code: QAction
    sheet: QAction
    reconstructions: QAction
    copy_code: QAction
    paste_code: QAction
    code_back: QAction
    code_forward: QAction
    inside: QAction
    light: QAction
    dark: QAction
    system: QAction
    shortcuts: QAction
    about: QAction
    maps: QActionGroup  # the six maps, each with its method as data
    themes: QActionGroup  # the three themes, each with its choice as data

    def all(self) -> Iterator[QAction]:
        """Every action, in the order of this list."""
        values = (getattr(self, field.name) for field in fields(self))
        return (value for value in values if isinstance(value, QAction))

    def keys(self) -> list[tuple[str, str]]:
        """Every key with what it does, for the list under F1."""
        shown = QKeySequence.SequenceFormat.NativeText
        pressed = [
            (action.shortcut().toString(shown), action.whatsThis() or action.text())
            for action in self.all()
            if not action.shortcut().isEmpty()
        ]
        return [
            *pressed,
            ("D", _tr("Held: decode the place of the map under the mouse")),
            ("E", _tr("On the drawing pad: draw or erase")),
            ("[  ]", _tr("On the drawing pad: a thinner or a wider brush")),
            ("Ctrl+V", _tr("While the drawing pad is seen: paste a picture")),
        ]


def build_actions(window: QWidget) -> Actions:
    """Make the actions and give them to the window, so that their keys work."""
    a = _make_all(window)
    methods = {method: a[method] for method in ("pca", "tsne", "umap", "axes", "plane")}
    maps = _group(window, methods | {"kernel-pca": a["kernel_pca"]})
    themes = _group(window, {"system": a["system"], "light": a["light"], "dark": a["dark"]})
    themes.setExclusive(True)
    return Actions(**a, maps=maps, themes=themes)


def _group(window: QWidget, actions: dict[str, QAction]) -> QActionGroup:
    group = QActionGroup(window)
    for data, action in actions.items():
        action.setData(data)
        group.addAction(action)
    return group


def _make_all(window: QWidget) -> dict[str, QAction]:
    makers = (_of_files, _of_training, _of_selecting, _of_map, _of_pictures, _of_decoder_and_view)
    return {name: action for make in makers for name, action in make(window).items()}


def _of_files(window: QWidget) -> dict[str, QAction]:
    return {
        "open": _action(
            window, "folder-open-outline", _tr("Open session…"), "Ctrl+O", _tr("Open a kept session.")
        ),
        "save": _action(
            window,
            "content-save-outline",
            _tr("Save session"),
            "Ctrl+S",
            _tr("Keep network, codes and history in a file."),
        ),
        "save_as": _action(
            window, "", _tr("Save session as…"), "Ctrl+Shift+S", _tr("Keep the session in another file.")
        ),
        "export": _action(
            window,
            "file-export-outline",
            _tr("Export…"),
            "Ctrl+E",
            _tr("Write the map, its points or the film of the training to a file."),
        ),
        "browse": _action(
            window,
            "image-multiple-outline",
            _tr("Browse data…"),
            "Ctrl+D",
            _tr("See the images and choose a data set."),
        ),
        "quit": _action(window, "", _tr("Quit"), "Ctrl+Q", _tr("Close LatentLab.")),
    }


def _of_training(window: QWidget) -> dict[str, QAction]:
    return {
        "play": _action(window, "play", _tr("Play or pause"), "Space", _tr("Train the network, or pause.")),
        "step": _action(window, "skip-next", _tr("Single step"), ".", _tr("Learn one batch and wait.")),
        "rewind": _action(
            window, "skip-backward", _tr("Rewind"), "R", _tr("Back to the same initial weights.")
        ),
        "new_seed": _action(
            window,
            "dice-multiple-outline",
            _tr("New seed"),
            "N",
            _tr("Start again from other initial weights and another split."),
        ),
    }


def _of_selecting(window: QWidget) -> dict[str, QAction]:
    undo = _action(window, "undo", _tr("Undo"), "Ctrl+Z", _tr("Take back a selection, a filter or a view."))
    redo = _action(window, "redo", _tr("Redo"), "Ctrl+Shift+Z", _tr("Do again what was taken back."))
    undo.setWhatsThis(_tr("Undo"))  # its text goes with what it would take back
    redo.setWhatsThis(_tr("Redo"))
    redo.setShortcuts([redo.shortcut(), QKeySequence("Ctrl+Y")])
    lasso = _action(
        window,
        "lasso",
        _tr("Lasso"),
        "S",
        _tr("Draw a line around points to select them; again, or Esc, to move the map."),
    )
    lasso.setCheckable(True)
    return {
        "undo": undo,
        "redo": redo,
        "find": _action(
            window, "magnify", _tr("Find points…"), "Ctrl+F", _tr("Select images by number or class.")
        ),
        "lasso": lasso,
        "select_all": _action(
            window, "select-all", _tr("Select all"), "Ctrl+A", _tr("Select every point that is shown.")
        ),
        "invert_group": _action(
            window,
            "select-inverse",
            _tr("Invert selection"),
            "Ctrl+I",
            _tr("Select the points that are shown and not selected."),
        ),
        "clear_group": _action(
            window, "select-off", _tr("Select nothing"), "Esc", _tr("Let no points stand out.")
        ),
        "only_group": _action(
            window, "eye-outline", _tr("Hide others"), "H", _tr("Show the selected points only.")
        ),
        "show_all": _action(
            window, "eye-check-outline", _tr("Show all points"), "Shift+H", _tr("Hide no point.")
        ),
    }


def _of_map(window: QWidget) -> dict[str, QAction]:
    return {
        "pca": _action(window, "", _tr("PCA map"), "1", _tr("The directions in which the codes vary most.")),
        "tsne": _action(window, "", _tr("t-SNE map"), "2", _tr("Keeps near codes near.")),
        "umap": _action(window, "", _tr("UMAP map"), "3", _tr("Keeps near codes near.")),
        "axes": _action(window, "", _tr("Raw axes"), "4", _tr("Latent dimensions as they are.")),
        "plane": _action(window, "", _tr("Plane"), "5", _tr("Through three class means, or three points.")),
        "kernel_pca": _action(window, "", _tr("Kernel PCA"), "6", _tr("PCA of kernels around the codes.")),
        "space": _action(
            window,
            "cube-outline",
            _tr("Flat map or space"),
            "7",
            _tr("Two dimensions, or three to be turned."),
        ),
        "fit": _action(
            window,
            "fit-to-page-outline",
            _tr("Fit the map"),
            "Home",
            _tr("Show the whole map and follow it."),
        ),
        "run_map": _action(
            window, "", _tr("Run or pause the map"), "M", _tr("Let the map go on, or hold it.")
        ),
        "restart_map": _action(
            window, "", _tr("Run the map again"), "Shift+M", _tr("Start this map from its beginning.")
        ),
    }


def _of_pictures(window: QWidget) -> dict[str, QAction]:
    """The wide pictures below the map, each shown or closed."""
    made = {
        "sheet": _action(
            window, "grid", _tr("Sheet"), "F6", _tr("Decoded images along axes of the latent space.")
        ),
        "reconstructions": _action(
            window,
            "compare-vertical",
            _tr("Reconstructions"),
            "F7",
            _tr("Images above what the network, and PCA, make of them."),
        ),
        "inside": _action(
            window, "grain", _tr("Weights"), "F8", _tr("Weights as images, and what each layer gives.")
        ),
    }
    for action in made.values():
        action.setCheckable(True)
    return made


def _of_decoder_and_view(window: QWidget) -> dict[str, QAction]:
    return {
        "reset_code": _action(window, "", _tr("Reset the sliders"), "0", _tr("To the middle of the codes.")),
        "random_code": _action(
            window, "", _tr("Random code"), "G", _tr("To a random place where codes lie.")
        ),
        "copy_code": _action(
            window, "", _tr("Copy z"), "Ctrl+Shift+C", _tr("As text, as “latentlab decode --z” takes it.")
        ),
        "paste_code": _action(
            window, "", _tr("Paste z"), "Ctrl+Shift+V", _tr("One number for each latent dimension.")
        ),
        "code_back": _action(
            window, "", _tr("Back to the code before"), "Alt+Left", _tr("Select what was selected before.")
        ),
        "code_forward": _action(
            window, "", _tr("Forward again"), "Alt+Right", _tr("Select what was gone back from.")
        ),
        "light": _choice(window, _tr("Light")),
        "dark": _choice(window, _tr("Dark")),
        "system": _choice(window, _tr("As the system")),
        "shortcuts": _action(
            window, "keyboard-outline", _tr("Keyboard shortcuts"), "F1", _tr("List all keys.")
        ),
        "about": _action(window, "", _tr("About LatentLab"), "", _tr("Version and licences.")),
    }


def _action(window: QWidget, picture: str, text: str, keys: str, purpose: str) -> QAction:
    action = QAction(text, window)
    if picture:
        action.setIcon(icon(picture))
    if keys:
        action.setShortcut(QKeySequence(keys))
        native = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(_tr("{purpose} Key: {keys}.").format(purpose=purpose, keys=native))
    else:
        action.setToolTip(purpose)
    action.setStatusTip(purpose)
    window.addAction(action)
    return action


def _choice(window: QWidget, text: str) -> QAction:
    action = QAction(text, window)
    action.setCheckable(True)
    return action


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)
