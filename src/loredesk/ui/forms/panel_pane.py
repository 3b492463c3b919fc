# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'panel_pane.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QLabel, QScrollArea,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.tag_chips import TagChips

class Ui_PanelPane(object):
    def setupUi(self, PanelPane: QWidget) -> None:
        if not PanelPane.objectName():
            PanelPane.setObjectName(u"PanelPane")
        self.whole = QVBoxLayout(PanelPane)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(PanelPane)
        self.pages.setObjectName(u"pages")
        self.nothing = EmptyState()
        self.nothing.setObjectName(u"nothing")
        self.pages.addWidget(self.nothing)
        self.scene = QScrollArea()
        self.scene.setObjectName(u"scene")
        self.scene.setFrameShape(QFrame.Shape.NoFrame)
        self.scene.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scene.setWidgetResizable(True)
        self.page = QWidget()
        self.page.setObjectName(u"page")
        self.page_column = QVBoxLayout(self.page)
        self.page_column.setSpacing(4)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(16, 16, 16, 16)
        self.time = QLabel(self.page)
        self.time.setTextFormat(Qt.TextFormat.PlainText)
        self.time.setObjectName(u"time")
        self.time.setProperty(u"role", u"caption")
        self.time.setTextFormat(Qt.TextFormat.PlainText)
        self.time.setWordWrap(True)

        self.page_column.addWidget(self.time)

        self.place = QLabel(self.page)
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setObjectName(u"place")
        self.place.setProperty(u"role", u"title")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setWordWrap(True)

        self.page_column.addWidget(self.place)

        self.mood = QLabel(self.page)
        self.mood.setTextFormat(Qt.TextFormat.PlainText)
        self.mood.setObjectName(u"mood")
        self.mood.setTextFormat(Qt.TextFormat.PlainText)
        self.mood.setWordWrap(True)

        self.page_column.addWidget(self.mood)

        self.gap_before_present = QSpacerItem(0, 12, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.page_column.addItem(self.gap_before_present)

        self.present_title = QLabel(self.page)
        self.present_title.setTextFormat(Qt.TextFormat.PlainText)
        self.present_title.setObjectName(u"present_title")
        self.present_title.setProperty(u"role", u"caption")

        self.page_column.addWidget(self.present_title)

        self.present = TagChips(self.page)
        self.present.setObjectName(u"present")

        self.page_column.addWidget(self.present)

        self.gap_before_fields = QSpacerItem(0, 12, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.page_column.addItem(self.gap_before_fields)

        self.fields = QVBoxLayout()
        self.fields.setSpacing(10)
        self.fields.setObjectName(u"fields")

        self.page_column.addLayout(self.fields)

        self.rest = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.page_column.addItem(self.rest)

        self.source = QLabel(self.page)
        self.source.setTextFormat(Qt.TextFormat.PlainText)
        self.source.setObjectName(u"source")
        self.source.setProperty(u"role", u"caption")
        self.source.setWordWrap(True)

        self.page_column.addWidget(self.source)

        self.scene.setWidget(self.page)
        self.pages.addWidget(self.scene)

        self.whole.addWidget(self.pages)


        self.retranslateUi(PanelPane)

        QMetaObject.connectSlotsByName(PanelPane)
    # setupUi

    def retranslateUi(self, PanelPane: QWidget) -> None:
        self.present_title.setText(QCoreApplication.translate("PanelPane", u"Present", None))
        pass
    # retranslateUi

