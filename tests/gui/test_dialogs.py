"""About and the list of keys: complete, readable, reachable by keyboard."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from latentlab import __version__
from latentlab.gui.dialogs.about import AboutDialog
from latentlab.gui.dialogs.components import COMPONENTS, licence_of, licence_text, version_of
from latentlab.gui.dialogs.shortcuts import ShortcutsDialog
from latentlab.gui.theme import apply_theme

KEYS = [("Space", "Play"), ("Ctrl+S", "Save session"), ("F1", "Keyboard shortcuts")]


@pytest.fixture
def about(qapp, qtbot):
    """The About page."""
    apply_theme(qapp, "light")
    dialog = AboutDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_every_dependency_is_named():
    """A dependency added to the project without its licence here fails."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {line.split(">")[0].lower() for line in project["project"]["dependencies"]}
    named = {component.package.lower() for component in COMPONENTS if component.package}
    assert wanted <= named


def test_installed_components_have_version_and_licence():
    """NumPy is always installed; its own metadata say more than our short name."""
    numpy = next(component for component in COMPONENTS if component.package == "numpy")
    assert version_of(numpy)[0].isdigit()
    assert "BSD-3-Clause" in licence_of(numpy)
    assert "Redistribution" in licence_text(numpy)


def test_every_component_has_a_short_licence():
    for component in COMPONENTS:
        assert licence_of(component)
        assert component.purpose.endswith(".")


def test_qts_licence_is_there_in_full(about: AboutDialog):
    """The LGPL with the GPL that it builds upon, and how to replace Qt."""
    names = [component.name for component in COMPONENTS]
    about.components.setCurrentRow(names.index("PySide6"))
    text = about.details.toPlainText()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "TERMS AND CONDITIONS" in text
    assert "replace" in text.split("GNU LESSER")[0]


def test_the_digits_name_their_authors(about: AboutDialog):
    """CC BY-SA asks for it."""
    names = [component.name for component in COMPONENTS]
    about.components.setCurrentRow(names.index("MNIST digits"))
    text = about.details.toPlainText()
    assert "Yann LeCun" in text
    assert "CC BY-SA 3.0" in text


def test_about_says_which_version_it_is(about: AboutDialog, qtbot):
    """And Escape closes it."""
    from PySide6.QtWidgets import QLabel

    assert any(__version__ in label.text() for label in about.findChildren(QLabel))
    assert about.details.isReadOnly()
    qtbot.keyClick(about, Qt.Key.Key_Escape)
    assert not about.isVisible()


def test_all_keys_are_listed(qtbot):
    """Each with what it does, in the order given."""
    dialog = ShortcutsDialog(KEYS)
    qtbot.addWidget(dialog)
    table = dialog.table
    assert [(table.item(row, 0).text(), table.item(row, 1).text()) for row in range(table.rowCount())] == KEYS


def test_the_list_of_keys_cannot_be_edited(qapp, qtbot):
    """It shows keys and does not set them."""
    apply_theme(qapp, "light")
    dialog = ShortcutsDialog(KEYS)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.table.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    assert not dialog.table.isPersistentEditorOpen(dialog.table.item(0, 0))
    assert dialog.table.state() != dialog.table.State.EditingState
    height = dialog.table.verticalHeader().length() + dialog.table.horizontalHeader().height()
    assert dialog.table.viewport().height() >= dialog.table.verticalHeader().length(), height
