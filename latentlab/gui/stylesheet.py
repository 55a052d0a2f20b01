"""The style sheet of the window, one template for light and dark."""

import dataclasses
from pathlib import Path
from string import Template

from latentlab.gui.tokens import Tokens

# Roles are dynamic properties: kind="primary|quiet|segment|segments|card|well|notice",
# role="section|title|strong|muted|accent|error|figure",
# invalid=true. Sizes of type are fractions of the system's own font.
_BASE = """
QWidget { color: $text; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 5px 7px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="section"] { color: $muted; font-size: ${small_pt}pt; font-weight: 600; }
QLabel[role="muted"] { color: $muted; font-size: ${small_pt}pt; }
QLabel[role="accent"] { color: $accent; font-weight: 600; }
QLabel[role="error"] { color: $danger; font-size: ${small_pt}pt; }
QLabel[role="figure"] { font-size: ${figure_pt}pt; font-weight: 500; }
QLabel:disabled { color: $disabled; }

QFrame[kind="card"] { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[kind="sheet"] { background: $surface; border: 1px solid $control; }
QFrame[kind="well"] { background: $sunken; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[kind="run"] { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[kind="run"]:hover { background: $hover; }
QFrame[kind="run"]:focus { border-color: $accent; }
QFrame[kind="run"][present="true"] { background: $accent_soft; border-color: $accent; }
QFrame[kind="notice"] { background: $accent_soft; border: 1px solid $accent; border-radius: ${radius}px; }
QFrame[kind="segments"] { background: $sunken; border: 1px solid $border; border-radius: ${radius}px; }
QFrame[kind="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="page"] { background: transparent; border: none; }
"""

_BUTTONS = """
QPushButton { background: $raised; border: 1px solid $control; border-radius: ${radius}px;
  padding: 4px 12px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton:disabled { color: $disabled; background: transparent; border-color: $border; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $disabled; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $pressed; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; color: $accent; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="segment"], QToolButton[kind="segment"] { background: transparent; color: $muted;
  border: 1px solid transparent; border-radius: ${small_radius}px; padding: 3px 10px; margin: 1px; }
QPushButton[kind="segment"]:hover, QToolButton[kind="segment"]:hover { color: $text; }
QPushButton[kind="segment"]:checked, QToolButton[kind="segment"]:checked {
  background: $raised; color: $accent; border-color: $border; }
QPushButton[kind="segment"]:focus, QToolButton[kind="segment"]:focus { border: 1px solid $accent; }
QPushButton[kind="segment"]:disabled, QToolButton[kind="segment"]:disabled { color: $disabled; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px;
  padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $pressed; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton[kind="fold"] { background: transparent; color: $text; border: 1px solid transparent;
  border-radius: ${small_radius}px; padding: 2px 4px 2px 0; margin-left: -4px; font-weight: 600;
  text-align: left; }
QToolButton[kind="fold"]:hover { color: $accent; }
QToolButton[kind="fold"]:focus { border-color: $accent; }
QToolButton[kind="chip"] { background: $raised; border: 1px solid $control;
  border-radius: ${small_radius}px; padding: 2px 3px; min-width: 12px; }
QToolButton[kind="chip"]:hover { background: $hover; }
QToolButton[kind="chip"]:pressed { background: $pressed; }
QToolButton[kind="chip"]:focus { border-color: $accent; }
QToolButton[popupMode="1"] { padding-right: 18px; }
QToolButton::menu-button { border: none; width: 16px; }
QToolButton::menu-indicator { image: none; }
QToolButton::menu-arrow { image: url($icons/chevron-down-$name.svg); width: 12px; height: 12px; }
QCheckBox, QRadioButton { spacing: 7px; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; background: $field;
  border: 1px solid $control; border-radius: ${small_radius}px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent; width: 12px;
  height: 12px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url($icons/check-$name.svg); }
QCheckBox::indicator:checked:focus { border: 2px solid $text; }
QRadioButton::indicator:checked { border: 4px solid $accent; width: 8px; height: 8px; }
QRadioButton::indicator:checked:focus { border-color: $text; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border;
  background: transparent; }
"""

_FIELDS = """
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QTextBrowser {
  background: $field; border: 1px solid $control; border-radius: ${radius}px; padding: 3px 7px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox { min-height: 20px; }
QSpinBox, QDoubleSpinBox { min-height: 17px; padding-right: 20px; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: $muted; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus,
  QTextEdit:focus {
  border: 2px solid $accent; padding: 2px 6px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
  color: $disabled; border-color: $border; background: transparent; }
QLineEdit[invalid="true"], QSpinBox[invalid="true"], QDoubleSpinBox[invalid="true"] {
  border: 2px solid $danger; padding: 2px 6px; }
QTextBrowser { border-color: $border; }
QLineEdit[readOnly="true"] { border-color: $border; background: transparent; }
QSpinBox:focus, QDoubleSpinBox:focus { padding-right: 19px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right;
  width: 18px; margin: 2px 2px 0 0; border: none; border-top-right-radius: ${small_radius}px;
  background: transparent; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border;
  subcontrol-position: bottom right;
  width: 18px; margin: 0 2px 2px 0; border: none; border-bottom-right-radius: ${small_radius}px;
  background: transparent; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover, QDoubleSpinBox::up-button:hover,
QDoubleSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-button:pressed, QSpinBox::down-button:pressed, QDoubleSpinBox::up-button:pressed,
QDoubleSpinBox::down-button:pressed { background: $pressed; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url($icons/chevron-up-$name.svg); width: 10px;
  height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
  image: url($icons/chevron-down-$name.svg); width: 10px; height: 10px; }
QSpinBox::up-arrow:disabled, QSpinBox::up-arrow:off, QDoubleSpinBox::up-arrow:disabled,
  QDoubleSpinBox::up-arrow:off {
  image: url($icons/chevron-up-$name-off.svg); }
QSpinBox::down-arrow:disabled, QSpinBox::down-arrow:off, QDoubleSpinBox::down-arrow:disabled,
QDoubleSpinBox::down-arrow:off { image: url($icons/chevron-down-$name-off.svg); }
QComboBox { padding-right: 22px; }
QComboBox:focus { padding-right: 21px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 22px;
  border: none; }
QComboBox::down-arrow { image: url($icons/chevron-down-$name.svg); width: 12px; height: 12px; }
QComboBox[kind="narrow"] { padding: 3px 14px 3px 5px; }
QComboBox[kind="narrow"]:focus { padding: 2px 13px 2px 4px; }
QComboBox[kind="narrow"]::drop-down { width: 15px; }
QComboBox[kind="narrow"]::down-arrow { width: 9px; height: 9px; }
QComboBox::down-arrow:disabled { image: url($icons/chevron-down-$name-off.svg); }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; padding: 4px; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 22px; padding: 2px 6px; border-radius: ${small_radius}px; }
"""

_SLIDERS = """
QSlider { background: transparent; min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $control; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::groove:vertical { width: 4px; border-radius: 2px; background: $control; }
QSlider::add-page:vertical { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
  background: $raised; border: 1px solid $accent; }
QSlider::handle:vertical { width: 14px; height: 14px; margin: 0 -6px; border-radius: 8px;
  background: $raised; border: 1px solid $accent; }
QSlider::handle:hover { background: $accent_soft; }
QSlider::handle:pressed { background: $accent; }
QSlider:focus { border: none; }
QSlider::handle:horizontal:focus, QSlider::handle:vertical:focus { border: 3px solid $accent; width: 10px;
  height: 10px; }
QSlider::groove:disabled, QSlider::sub-page:disabled, QSlider::add-page:disabled { background: $border; }
QSlider::handle:disabled { border-color: $disabled; background: $sunken; }
QProgressBar { background: $sunken; border: 1px solid $border; border-radius: 3px; min-height: 4px;
  max-height: 4px;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_BARS = """
QToolBar { background: $surface; border: none; border-bottom: 1px solid $border; padding: 4px 8px;
  spacing: 4px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 6px; }
QToolBar::handle { width: 0; }
QToolBar#timeline_bar { border: none; border-top: 1px solid $border; padding: 0; spacing: 0; }
QFrame#timeline { background: $surface; border: none; }
QFrame#timeline[travelling="true"] { background: $accent_soft; }
QDockWidget { color: $text; titlebar-close-icon: url($icons/close-$name.svg);
  titlebar-normal-icon: url($icons/float-$name.svg); }
QDockWidget::title { background: $surface; text-align: left; padding: 7px 12px; }
QDockWidget > QWidget { background: $surface; }
QDockWidget::close-button, QDockWidget::float-button { background: transparent; border: none; padding: 1px;
  border-radius: ${small_radius}px; icon-size: 16px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: $hover; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $muted; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $accent; }
QMenuBar { background: $surface; border-bottom: 1px solid $border; padding: 2px 6px; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: ${small_radius}px; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $pressed; }
QMenu { background: $surface; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: ${small_radius}px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu QLabel[role="section"]:disabled, QMenu QLabel[role="muted"]:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 5px 6px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; }
QMenu::indicator:checked { image: url($icons/tick-$name.svg); }
QTabWidget::pane { border: 1px solid $border; border-radius: ${radius}px; top: -1px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 12px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $disabled; }
"""

_LISTS = """
QListView, QTreeView, QTableView { background: $field; border: 1px solid $border; border-radius: ${radius}px;
  outline: none; padding: 4px; alternate-background-color: $surface; gridline-color: $border;
  selection-background-color: $accent_soft; selection-color: $text; }
QListView:focus, QTreeView:focus, QTableView:focus { border-color: $accent; }
QListView::item { min-height: 24px; padding: 2px 8px; border-radius: ${small_radius}px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $accent_soft;
  color: $text; }
QTableView::item { padding: 4px 8px; }
QTableCornerButton::section { background: transparent; border: none; }
QListView::item:disabled { color: $disabled; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 5px 8px; font-size: ${small_pt}pt; font-weight: 600; }
QGroupBox { border: 1px solid $border; border-radius: ${radius}px; margin-top: 18px; padding: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 2px; color: $muted; font-size: ${small_pt}pt; }
"""


def style_sheet(tokens: Tokens, point_size: float, icons: Path) -> str:
    """The whole style sheet for `tokens`, type sized from the system's `point_size`, arrows from `icons`."""
    sizes = {
        "small_pt": f"{point_size * 0.92:.1f}",
        "figure_pt": f"{point_size * 1.15:.1f}",
        "title_pt": f"{point_size * 1.5:.1f}",
    }
    values = dataclasses.asdict(tokens) | sizes | {"icons": icons.as_posix()}
    return Template(_BASE + _BUTTONS + _FIELDS + _SLIDERS + _BARS + _LISTS).substitute(values)
