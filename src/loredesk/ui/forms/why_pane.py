# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'why_pane.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QLineEdit, QSizePolicy, QToolButton, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.fitting_scroll import FittingScroll
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.steer_bar import SteerBar

class Ui_WhyPane(object):
    def setupUi(self, WhyPane: QWidget) -> None:
        if not WhyPane.objectName():
            WhyPane.setObjectName(u"WhyPane")
        self.whole = QVBoxLayout(WhyPane)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.notice = NoticeBar(WhyPane)
        self.notice.setObjectName(u"notice")

        self.whole.addWidget(self.notice)

        self.card_place = FittingScroll(WhyPane)
        self.card_place.setObjectName(u"card_place")
        self.card = QFrame()
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"card")
        self.card_column = QVBoxLayout(self.card)
        self.card_column.setSpacing(5)
        self.card_column.setObjectName(u"card_column")
        self.card_column.setContentsMargins(12, 8, 8, 10)
        self.head = QHBoxLayout()
        self.head.setSpacing(6)
        self.head.setObjectName(u"head")
        self.verdict_icon = QLabel(self.card)
        self.verdict_icon.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict_icon.setObjectName(u"verdict_icon")

        self.head.addWidget(self.verdict_icon)

        self.title = ElidedLabel(self.card)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"heading")

        self.head.addWidget(self.title)

        self.open = QToolButton(self.card)
        self.open.setObjectName(u"open")

        self.head.addWidget(self.open)

        self.close_card = QToolButton(self.card)
        self.close_card.setObjectName(u"close_card")

        self.head.addWidget(self.close_card)

        self.head.setStretch(1, 1)

        self.card_column.addLayout(self.head)

        self.sentence = QLabel(self.card)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setObjectName(u"sentence")
        self.sentence.setWordWrap(True)

        self.card_column.addWidget(self.sentence)

        self.standings = QLabel(self.card)
        self.standings.setTextFormat(Qt.TextFormat.PlainText)
        self.standings.setObjectName(u"standings")
        self.standings.setWordWrap(True)

        self.card_column.addWidget(self.standings)

        self.about = QLabel(self.card)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setObjectName(u"about")
        self.about.setProperty(u"role", u"caption")
        self.about.setWordWrap(True)

        self.card_column.addWidget(self.about)

        self.steer = SteerBar(self.card)
        self.steer.setObjectName(u"steer")

        self.card_column.addWidget(self.steer)

        self.card_place.setWidget(self.card)

        self.whole.addWidget(self.card_place)

        self.ask_row = QHBoxLayout()
        self.ask_row.setSpacing(8)
        self.ask_row.setObjectName(u"ask_row")
        self.wanted = QLineEdit(WhyPane)
        self.wanted.setObjectName(u"wanted")

        self.ask_row.addWidget(self.wanted)

        self.ask_row.setStretch(0, 1)

        self.whole.addLayout(self.ask_row)


        self.retranslateUi(WhyPane)

        QMetaObject.connectSlotsByName(WhyPane)
    # setupUi

    def retranslateUi(self, WhyPane: QWidget) -> None:
#if QT_CONFIG(tooltip)
        self.open.setToolTip(QCoreApplication.translate("WhyPane", u"Open the entry", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.open.setAccessibleName(QCoreApplication.translate("WhyPane", u"Open the entry", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.close_card.setToolTip(QCoreApplication.translate("WhyPane", u"Close the answer", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.close_card.setAccessibleName(QCoreApplication.translate("WhyPane", u"Close the answer", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.wanted.setAccessibleName(QCoreApplication.translate("WhyPane", u"Why was an entry not told? Type its name", None))
#endif // QT_CONFIG(accessibility)
        self.wanted.setPlaceholderText(QCoreApplication.translate("WhyPane", u"Why not \u2026?", None))
#if QT_CONFIG(tooltip)
        self.wanted.setToolTip(QCoreApplication.translate("WhyPane", u"Type the name of an entry to see why the model was not told it", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

