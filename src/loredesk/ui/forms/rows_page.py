# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'rows_page.ui'
##
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QComboBox, QHBoxLayout,
    QLineEdit, QListView, QSizePolicy, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.steer_bar import SteerBar

class Ui_RowsPage(object):
    def setupUi(self, RowsPage: QWidget) -> None:
        if not RowsPage.objectName():
            RowsPage.setObjectName(u"RowsPage")
        self.whole = QVBoxLayout(RowsPage)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.narrowing = QHBoxLayout()
        self.narrowing.setSpacing(6)
        self.narrowing.setObjectName(u"narrowing")
        self.narrowing.setContentsMargins(12, 8, 12, 4)
        self.wanted = QLineEdit(RowsPage)
        self.wanted.setObjectName(u"wanted")
        self.wanted.setClearButtonEnabled(True)

        self.narrowing.addWidget(self.wanted)

        self.unit = ElidedCombo(RowsPage)
        self.unit.setObjectName(u"unit")
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(7)

        self.narrowing.addWidget(self.unit)

        self.narrowing.setStretch(0, 3)
        self.narrowing.setStretch(1, 2)

        self.whole.addLayout(self.narrowing)

        self.rows = QListView(RowsPage)
        self.rows.setObjectName(u"rows")
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.rows.setMouseTracking(True)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

        self.whole.addWidget(self.rows)

        self.empty = EmptyState(RowsPage)
        self.empty.setObjectName(u"empty")

        self.whole.addWidget(self.empty)

        self.acts = QVBoxLayout()
        self.acts.setObjectName(u"acts")
        self.acts.setContentsMargins(12, 6, 12, 2)
        self.steer = SteerBar(RowsPage)
        self.steer.setObjectName(u"steer")

        self.acts.addWidget(self.steer)


        self.whole.addLayout(self.acts)


        self.retranslateUi(RowsPage)

        QMetaObject.connectSlotsByName(RowsPage)
    # setupUi

    def retranslateUi(self, RowsPage: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.wanted.setAccessibleName(QCoreApplication.translate("RowsPage", u"List only what says these words", None))
#endif // QT_CONFIG(accessibility)
        self.wanted.setPlaceholderText(QCoreApplication.translate("RowsPage", u"Filter", None))
#if QT_CONFIG(accessibility)
        self.unit.setAccessibleName(QCoreApplication.translate("RowsPage", u"List only what is of this kind", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("RowsPage", u"What the model was told", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

