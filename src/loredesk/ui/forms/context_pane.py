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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLabel, QListView,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QStackedWidget, QTabWidget, QToolButton, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_ContextPane(object):
    def setupUi(self, ContextPane: QWidget) -> None:
        if not ContextPane.objectName():
            ContextPane.setObjectName(u"ContextPane")
        self.whole = QVBoxLayout(ContextPane)
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
        self.subject = ElidedLabel(ContextPane)
        self.subject.setObjectName(u"subject")
        self.subject.setProperty(u"role", u"heading")

        self.subject_row.addWidget(self.subject)

        self.newest = QPushButton(ContextPane)
        self.newest.setObjectName(u"newest")
        self.newest.setProperty(u"role", u"quiet")

        self.subject_row.addWidget(self.newest)

        self.copy = QToolButton(ContextPane)
        self.copy.setObjectName(u"copy")

        self.subject_row.addWidget(self.copy)


        self.head.addLayout(self.subject_row)

        self.budget_place = QVBoxLayout()
        self.budget_place.setObjectName(u"budget_place")

        self.head.addLayout(self.budget_place)

        self.tokens_row = QHBoxLayout()
        self.tokens_row.setObjectName(u"tokens_row")
        self.tokens = QLabel(ContextPane)
        self.tokens.setTextFormat(Qt.TextFormat.PlainText)
        self.tokens.setObjectName(u"tokens")
        self.tokens.setProperty(u"role", u"caption")

        self.tokens_row.addWidget(self.tokens)

        self.tokens_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.tokens_row.addItem(self.tokens_gap)

        self.copied = QLabel(ContextPane)
        self.copied.setTextFormat(Qt.TextFormat.PlainText)
        self.copied.setObjectName(u"copied")
        self.copied.setProperty(u"role", u"caption")

        self.tokens_row.addWidget(self.copied)


        self.head.addLayout(self.tokens_row)

        self.notice = NoticeBar(ContextPane)
        self.notice.setObjectName(u"notice")

        self.head.addWidget(self.notice)


        self.whole.addLayout(self.head)

        self.pages = QStackedWidget(ContextPane)
        self.pages.setObjectName(u"pages")
        self.nothing = EmptyState()
        self.nothing.setObjectName(u"nothing")
        self.pages.addWidget(self.nothing)
        self.tabs = QTabWidget()
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.told = QListView()
        self.told.setObjectName(u"told")
        self.tabs.addTab(self.told, "")
        self.left_out = QListView()
        self.left_out.setObjectName(u"left_out")
        self.tabs.addTab(self.left_out, "")
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

        self.foot = QHBoxLayout()
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(12, 8, 12, 12)
        self.preview = QPushButton(ContextPane)
        self.preview.setObjectName(u"preview")

        self.foot.addWidget(self.preview)


        self.whole.addLayout(self.foot)


        self.retranslateUi(ContextPane)

        QMetaObject.connectSlotsByName(ContextPane)
    # setupUi

    def retranslateUi(self, ContextPane: QWidget) -> None:
        self.newest.setText(QCoreApplication.translate("ContextPane", u"Newest reply", None))
#if QT_CONFIG(tooltip)
        self.newest.setToolTip(QCoreApplication.translate("ContextPane", u"Show the newest reply, and each newer one as it comes", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(tooltip)
        self.copy.setToolTip(QCoreApplication.translate("ContextPane", u"Copy everything that was sent", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.copy.setAccessibleName(QCoreApplication.translate("ContextPane", u"Copy everything that was sent", None))
#endif // QT_CONFIG(accessibility)
        self.copied.setText(QCoreApplication.translate("ContextPane", u"Copied", None))
#if QT_CONFIG(accessibility)
        self.told.setAccessibleName(QCoreApplication.translate("ContextPane", u"Entries the model was told", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.told), QCoreApplication.translate("ContextPane", u"Told", None))
#if QT_CONFIG(accessibility)
        self.left_out.setAccessibleName(QCoreApplication.translate("ContextPane", u"Entries that were left out", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.left_out), QCoreApplication.translate("ContextPane", u"Left out", None))
        self.tabs.setTabText(self.tabs.indexOf(self.sent), QCoreApplication.translate("ContextPane", u"Sent", None))
        self.preview.setText(QCoreApplication.translate("ContextPane", u"What would be sent now?", None))
#if QT_CONFIG(tooltip)
        self.preview.setToolTip(QCoreApplication.translate("ContextPane", u"Show what the model would be told if your draft were sent now; nothing is sent", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

