# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'context_pane.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QPushButton,
    QScrollArea, QSizePolicy, QStackedWidget, QTabWidget,
    QToolButton, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_ContextPane(object):
    def setupUi(self, ContextPane: QWidget) -> None:
        if not ContextPane.objectName():
            ContextPane.setObjectName(u"ContextPane")
        self.outside = QVBoxLayout(ContextPane)
        self.outside.setSpacing(0)
        self.outside.setObjectName(u"outside")
        self.outside.setContentsMargins(0, 0, 0, 0)
        self.sides = QStackedWidget(ContextPane)
        self.sides.setObjectName(u"sides")
        self.one_reply = QWidget()
        self.one_reply.setObjectName(u"one_reply")
        self.whole = QVBoxLayout(self.one_reply)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.head = QVBoxLayout()
        self.head.setSpacing(6)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(12, 10, 12, 6)
        self.subject_row = QHBoxLayout()
        self.subject_row.setSpacing(4)
        self.subject_row.setObjectName(u"subject_row")
        self.subject = ElidedLabel(self.one_reply)
        self.subject.setObjectName(u"subject")
        self.subject.setProperty(u"role", u"heading")

        self.subject_row.addWidget(self.subject)

        self.newest = QPushButton(self.one_reply)
        self.newest.setObjectName(u"newest")
        self.newest.setProperty(u"role", u"quiet")

        self.subject_row.addWidget(self.newest)

        self.copied = QLabel(self.one_reply)
        self.copied.setTextFormat(Qt.TextFormat.PlainText)
        self.copied.setObjectName(u"copied")
        self.copied.setProperty(u"role", u"caption")

        self.subject_row.addWidget(self.copied)

        self.steered = QToolButton(self.one_reply)
        self.steered.setObjectName(u"steered")
        self.steered.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        self.subject_row.addWidget(self.steered)

        self.compare = QToolButton(self.one_reply)
        self.compare.setObjectName(u"compare")

        self.subject_row.addWidget(self.compare)

        self.copy = QToolButton(self.one_reply)
        self.copy.setObjectName(u"copy")

        self.subject_row.addWidget(self.copy)


        self.head.addLayout(self.subject_row)

        self.budget_place = QVBoxLayout()
        self.budget_place.setObjectName(u"budget_place")

        self.head.addLayout(self.budget_place)

        self.notice = NoticeBar(self.one_reply)
        self.notice.setObjectName(u"notice")

        self.head.addWidget(self.notice)


        self.whole.addLayout(self.head)

        self.pages = QStackedWidget(self.one_reply)
        self.pages.setObjectName(u"pages")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.pages.sizePolicy().hasHeightForWidth())
        self.pages.setSizePolicy(sizePolicy)
        self.nothing = EmptyState()
        self.nothing.setObjectName(u"nothing")
        self.pages.addWidget(self.nothing)
        self.tabs = QTabWidget()
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.sent = QScrollArea()
        self.sent.setObjectName(u"sent")
        self.sent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sent.setWidgetResizable(True)
        self.blocks = QWidget()
        self.blocks.setObjectName(u"blocks")
        self.blocks_column = QVBoxLayout(self.blocks)
        self.blocks_column.setSpacing(6)
        self.blocks_column.setObjectName(u"blocks_column")
        self.blocks_column.setContentsMargins(8, 8, 12, 8)
        self.sent.setWidget(self.blocks)
        self.tabs.addTab(self.sent, "")
        self.pages.addWidget(self.tabs)

        self.whole.addWidget(self.pages)

        self.foot = QVBoxLayout()
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(12, 8, 12, 12)
        self.preview = QPushButton(self.one_reply)
        self.preview.setObjectName(u"preview")
        self.preview.setMinimumSize(QSize(60, 0))

        self.foot.addWidget(self.preview)


        self.whole.addLayout(self.foot)

        self.sides.addWidget(self.one_reply)

        self.outside.addWidget(self.sides)


        self.retranslateUi(ContextPane)

        QMetaObject.connectSlotsByName(ContextPane)
    # setupUi

    def retranslateUi(self, ContextPane: QWidget) -> None:
        self.newest.setText(QCoreApplication.translate("ContextPane", u"Newest reply", None))
#if QT_CONFIG(accessibility)
        self.newest.setAccessibleName(QCoreApplication.translate("ContextPane", u"Newest reply", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.newest.setToolTip(QCoreApplication.translate("ContextPane", u"Show the newest reply, and each newer one as it comes", None))
#endif // QT_CONFIG(tooltip)
        self.copied.setText(QCoreApplication.translate("ContextPane", u"Copied", None))
#if QT_CONFIG(tooltip)
        self.steered.setToolTip(QCoreApplication.translate("ContextPane", u"See what you pinned, boosted or banned in this session", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(tooltip)
        self.compare.setToolTip(QCoreApplication.translate("ContextPane", u"Compare with what was told for another reply", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.compare.setAccessibleName(QCoreApplication.translate("ContextPane", u"Compare with what was told for another reply", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.copy.setToolTip(QCoreApplication.translate("ContextPane", u"Copy everything that was sent", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.copy.setAccessibleName(QCoreApplication.translate("ContextPane", u"Copy everything that was sent", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.sent), QCoreApplication.translate("ContextPane", u"Sent", None))
        self.preview.setText(QCoreApplication.translate("ContextPane", u"What would be sent now?", None))
#if QT_CONFIG(accessibility)
        self.preview.setAccessibleName(QCoreApplication.translate("ContextPane", u"What would be sent now?", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.preview.setToolTip(QCoreApplication.translate("ContextPane", u"Show what the model would be told if your draft were sent now; nothing is sent", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

