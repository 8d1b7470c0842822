"""The Qt stylesheet made from the tokens: every stock control looks like the rest. GUI thread only.

Roles are dynamic properties: a QLabel with role "caption", a QPushButton with role "primary" and so on, see
`theme.set_role`. A focused control wears a ring of the accent, two pixels wide, and never changes its size.
"""

from __future__ import annotations

from string import Template

from lunarcore_studio.files.paths import resources_dir
from lunarcore_studio.ui.tokens import CAPTION_PX, TEXT_PX, Tokens

BASE = """
QWidget { color: $text; font-size: ${text_px}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QMainWindow, QDialog, QMessageBox { background: $window; }
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QWidget#drop-place { background: $well; border: 1px dashed $edge; border-radius: 6px; }
QWidget:disabled { color: $faint; }
QLabel { background: transparent; }
QLabel[role="caption"], QCheckBox[role="caption"] { font-size: ${caption_px}px; color: $quiet; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; font-size: 18px; }
QLabel[role="error"] { color: $error; }
QLabel[role="accent"] { color: $accent; }
QFrame[role="notice"] { background: $raised; border: none; border-bottom: 1px solid $error; }
QFrame[role="popup"] { background: $panel; border: 1px solid $edge; }
QLabel a, QLabel:link { color: $accent; }
QFrame[role="panel"], QWidget[role="panel"], QDockWidget { background: $panel; }
QFrame[role="line"] { background: $line; border: none; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 6px; font-size: 12px; }
"""

BUTTONS = """
QToolButton { background: transparent; border: 2px solid transparent; border-radius: 4px; padding: 0; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $chosen; }
QToolButton:checked { background: $chosen; border-color: $accent; }
QToolButton:focus { border-color: $accent; background: $hover; }
QToolButton:checked:focus { border-color: $text; background: $chosen; }
QToolButton[role="disclosure"] { padding: 2px 6px 2px 2px; margin-left: -6px; }
QToolButton[role="disclosure"]:checked { background: transparent; border-color: transparent; }
QToolButton[role="disclosure"]:hover { background: $hover; }
QToolButton[role="disclosure"]:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QPushButton {
  background: $raised; border: 1px solid $edge; border-radius: 4px; padding: 4px 11px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $chosen; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 10px; }
QPushButton:disabled { border-color: $line; background: transparent; }
QPushButton[role="primary"], QPushButton:default {
  background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[role="primary"]:focus, QPushButton:default:focus { border: 2px solid $text; padding: 3px 10px; }
QPushButton[role="primary"]:disabled, QPushButton:default:disabled {
  background: transparent; color: $faint; border-color: $line; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QPushButton[role="status"] {
  background: transparent; border: 2px solid transparent; padding: 0 4px; min-height: 16px; }
QPushButton[role="status"]:hover { background: $hover; }
QPushButton[role="status"]:focus { border-color: $accent; padding: 0 4px; }
QPushButton[role="small"] { padding: 0 8px; min-height: 16px; }
QPushButton:checked { background: $chosen; border-color: $accent; }
QCheckBox, QRadioButton {
  spacing: 6px; background: transparent; border: 2px solid transparent; border-radius: 4px;
  padding: 1px 4px 1px 1px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 14px; height: 14px; border: 1px solid $edge; border-radius: 3px; background: $field; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$icons/check-$name.svg"); }
QRadioButton::indicator:checked { background: $well; border: 4px solid $accent; width: 8px; height: 8px; }
"""

FIELDS = """
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
  background: $field; border: 1px solid $edge; border-radius: 4px; padding: 2px 7px; min-height: 20px; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus,
QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid $accent; padding: 1px 6px; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { border-color: $line; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {
  border: none; background: transparent; padding: 0; min-height: 0; }
QLineEdit[wrong="true"] { border-color: $error; }
QComboBox { padding-right: 22px; }
QComboBox:focus { padding-right: 21px; }
QComboBox::drop-down {
  border: none; width: 20px; subcontrol-origin: border; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$icons/caret-down-$name.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $edge; padding: 3px; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
  border: none; width: 16px; subcontrol-origin: border; background: transparent; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
  image: url("$icons/caret-up-$name.svg"); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
  image: url("$icons/caret-down-$name.svg"); width: 10px; height: 10px; }
QSlider { min-height: 20px; border: 2px solid transparent; border-radius: 4px; background: transparent; }
QSlider:focus { border-color: $accent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $edge; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
  width: 12px; height: 12px; margin: -4px 0; border-radius: 6px; background: $text; }
QSlider::handle:horizontal:hover { background: $accent; }
QProgressBar { background: $well; border: none; max-height: 3px; min-height: 3px; text-align: center; }
QProgressBar::chunk { background: $accent; }
"""

LISTS = """
QMenuBar { background: $window; padding: 2px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenuBar QPushButton { margin-top: 2px; color: $quiet; }
QMenu { background: $panel; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 3px; }
QMenu::item:selected { background: $chosen; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::indicator { width: 12px; height: 12px; margin-left: 7px; }
QMenu::indicator:checked { image: url("$icons/tick-$name.svg"); }
QMenu::right-arrow {
  image: url("$icons/caret-right-$name.svg"); width: 12px; height: 12px; margin-right: 6px; }
QMenu::icon { margin-left: 6px; }
QAbstractItemView { background: $well; border: 1px solid $line; outline: none; }
QAbstractItemView[role="bare"] { background: transparent; border: none; }
QAbstractItemView::item { padding: 3px 5px; border-radius: 3px; }
QTableView::item { border-radius: 0; }
QAbstractItemView::indicator {
  width: 13px; height: 13px; border: 1px solid $edge; border-radius: 3px; background: $field; }
QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$icons/check-$name.svg"); }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $chosen; color: $text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: transparent; color: $quiet; border: none; border-bottom: 1px solid $line; padding: 4px 8px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $edge; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar { background: $window; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $quiet; padding: 2px 12px; border: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; background: $panel; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { border: 2px solid $accent; }
QTabBar#drawings::tab { padding: 2px 4px 2px 8px; }
QTabWidget::pane { border: none; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $line; padding: 0; spacing: 0; }
QStatusBar { border-top: 1px solid $line; background: $window; }
QStatusBar::item { border: none; }
"""


def stylesheet(tokens: Tokens) -> str:
    """The whole stylesheet in the colours of `tokens`."""
    roles = {field: getattr(tokens, field) for field in tokens.__dataclass_fields__}
    icons = (resources_dir() / "icons").as_posix()
    whole = Template(BASE + BUTTONS + FIELDS + LISTS)
    return whole.substitute(roles, icons=icons, text_px=TEXT_PX, caption_px=CAPTION_PX)
