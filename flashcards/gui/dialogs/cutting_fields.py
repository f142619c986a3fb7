"""How cards to cut lie on the paper: the rows of a form that ask for it."""

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QHBoxLayout, QWidget

from flashcards.core.card_sheets import GRIDS, MOST_SHIFT, USUAL, Cutting, Flip, Layout
from flashcards.gui.theme import SMALL, label
from flashcards.gui.widgets.buttons import roomy


class CuttingFields(QObject):
    """Fields in the rows of a form; those that mean nothing for the layout that is chosen are hidden."""

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._shown = True
        self.layout = QComboBox()
        self.layout.addItem(_tr("On one face: fold over and glue"), Layout.FOLD)
        self.layout.addItem(_tr("On both faces (duplex)"), Layout.DUPLEX)
        self.per_page = QComboBox()
        self.flip = QComboBox()
        self.flip.addItem(_tr("Long edge"), Flip.LONG_EDGE)
        self.flip.addItem(_tr("Short edge"), Flip.SHORT_EDGE)
        self.right, self.down = _millimetres(_tr("To the right")), _millimetres(_tr("Down"))
        self._shift = QWidget()
        row = QHBoxLayout(self._shift)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        for words, box in ((_tr("right"), self.right), (_tr("down"), self.down)):
            row.addWidget(box)
            row.addWidget(label(words))
        row.addStretch(1)
        self.only_test = QCheckBox(_tr("Only a &test page"))
        self.only_test.setToolTip(
            _tr("A sheet that shows whether backs and fronts meet, and how far they miss")
        )
        form.addRow(_tr("&Layout"), self.layout)
        form.addRow(_tr("Cards on a pa&ge"), self.per_page)
        form.addRow(_tr("Turned o&ver the"), self.flip)
        form.addRow(_tr("Move the &backs"), self._shift)
        form.addRow("", self.only_test)
        self.layout.currentIndexChanged.connect(self._use_layout)
        self._use_layout()

    def cutting(self) -> Cutting:
        """What is chosen."""
        layout, count = Layout(self.layout.currentData()), int(self.per_page.currentData())
        if layout is Layout.FOLD:
            return Cutting(layout, count)
        shift = (self.right.value(), self.down.value())
        return Cutting(layout, count, Flip(self.flip.currentData()), shift, self.only_test.isChecked())

    def show(self, *, on: bool) -> None:
        """Show the rows, or none of them."""
        self._shown = on
        duplex = on and self.layout.currentData() == Layout.DUPLEX
        for widget, visible in (
            (self.layout, on), (self.per_page, on), (self.flip, duplex), (self._shift, duplex), (self.only_test, duplex)
        ):  # fmt: skip
            self._form.setRowVisible(widget, visible)

    def _use_layout(self) -> None:
        layout = Layout(self.layout.currentData())
        self.per_page.clear()
        for count in GRIDS[layout]:
            self.per_page.addItem(str(count), count)
        self.per_page.setCurrentIndex(self.per_page.findData(USUAL[layout]))
        self.show(on=self._shown)
        self.changed.emit()


def _millimetres(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-MOST_SHIFT, MOST_SHIFT)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setSuffix(" mm")
    for named in (box, box.lineEdit()):
        named.setAccessibleName(name)
    roomy(box)
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("cutting_fields", text)
