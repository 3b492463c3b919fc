# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'review_pane.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QFrame, QHBoxLayout,
    QLabel, QListView, QPushButton, QScrollArea,
    QSizePolicy, QSpacerItem, QSplitter, QStackedWidget,
    QToolButton, QVBoxLayout, QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_ReviewPane(object):
    def setupUi(self, ReviewPane: QWidget) -> None:
        if not ReviewPane.objectName():
            ReviewPane.setObjectName(u"ReviewPane")
        ReviewPane.resize(380, 720)
        ReviewPane.setProperty(u"role", u"pane")
        self.column = QVBoxLayout(ReviewPane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QWidget(ReviewPane)
        self.head.setObjectName(u"head")
        self.head_row = QHBoxLayout(self.head)
        self.head_row.setSpacing(8)
        self.head_row.setObjectName(u"head_row")
        self.head_row.setContentsMargins(12, 10, 12, 8)
        self.shown = ElidedCombo(self.head)
        self.shown.setObjectName(u"shown")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.shown.sizePolicy().hasHeightForWidth())
        self.shown.setSizePolicy(sizePolicy)

        self.head_row.addWidget(self.shown)

        self.grouping = ElidedCombo(self.head)
        self.grouping.setObjectName(u"grouping")

        self.head_row.addWidget(self.grouping)

        self.accept_all = QToolButton(self.head)
        self.accept_all.setObjectName(u"accept_all")
        self.accept_all.setProperty(u"role", u"chip")

        self.head_row.addWidget(self.accept_all)


        self.column.addWidget(self.head)

        self.ask_place = QWidget(ReviewPane)
        self.ask_place.setObjectName(u"ask_place")
        self.ask_place_column = QVBoxLayout(self.ask_place)
        self.ask_place_column.setObjectName(u"ask_place_column")
        self.ask_place_column.setContentsMargins(12, 0, 12, 8)
        self.ask_all = QFrame(self.ask_place)
        self.ask_all.setObjectName(u"ask_all")
        self.ask_all.setProperty(u"role", u"card")
        self.ask_column = QVBoxLayout(self.ask_all)
        self.ask_column.setSpacing(6)
        self.ask_column.setObjectName(u"ask_column")
        self.ask_column.setContentsMargins(12, 8, 12, 8)
        self.ask_text = QLabel(self.ask_all)
        self.ask_text.setTextFormat(Qt.TextFormat.PlainText)
        self.ask_text.setObjectName(u"ask_text")
        self.ask_text.setTextFormat(Qt.TextFormat.PlainText)
        self.ask_text.setWordWrap(True)

        self.ask_column.addWidget(self.ask_text)

        self.ask_row = QHBoxLayout()
        self.ask_row.setSpacing(8)
        self.ask_row.setObjectName(u"ask_row")
        self.ask_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ask_row.addItem(self.ask_space)

        self.ask_no = QPushButton(self.ask_all)
        self.ask_no.setObjectName(u"ask_no")
        self.ask_no.setProperty(u"role", u"quiet")

        self.ask_row.addWidget(self.ask_no)

        self.ask_yes = QPushButton(self.ask_all)
        self.ask_yes.setObjectName(u"ask_yes")
        self.ask_yes.setProperty(u"role", u"primary")

        self.ask_row.addWidget(self.ask_yes)


        self.ask_column.addLayout(self.ask_row)


        self.ask_place_column.addWidget(self.ask_all)


        self.column.addWidget(self.ask_place)

        self.notice = NoticeBar(ReviewPane)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(ReviewPane)
        self.pages.setObjectName(u"pages")
        self.work = QSplitter()
        self.work.setObjectName(u"work")
        self.work.setOrientation(Qt.Orientation.Vertical)
        self.work.setChildrenCollapsible(False)
        self.list_side = QWidget(self.work)
        self.list_side.setObjectName(u"list_side")
        self.list_column = QVBoxLayout(self.list_side)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(6, 0, 0, 0)
        self.proposals = QListView(self.list_side)
        self.proposals.setObjectName(u"proposals")
        self.proposals.setMouseTracking(True)
        self.proposals.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.proposals.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.proposals.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.proposals.setMinimumSize(QSize(0, 72))

        self.list_column.addWidget(self.proposals)

        self.work.addWidget(self.list_side)
        self.detail = QWidget(self.work)
        self.detail.setObjectName(u"detail")
        self.detail_column = QVBoxLayout(self.detail)
        self.detail_column.setSpacing(0)
        self.detail_column.setObjectName(u"detail_column")
        self.detail_column.setContentsMargins(0, 0, 0, 0)
        self.sheet_scroll = QScrollArea(self.detail)
        self.sheet_scroll.setObjectName(u"sheet_scroll")
        self.sheet_scroll.setWidgetResizable(True)
        self.sheet_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet_place = QWidget()
        self.sheet_place.setObjectName(u"sheet_place")
        self.sheet_place.setGeometry(QRect(0, 0, 320, 400))
        self.sheet_scroll.setWidget(self.sheet_place)

        self.detail_column.addWidget(self.sheet_scroll)

        self.buttons_place = QWidget(self.detail)
        self.buttons_place.setObjectName(u"buttons_place")
        self.buttons_column = QVBoxLayout(self.buttons_place)
        self.buttons_column.setObjectName(u"buttons_column")
        self.buttons_column.setContentsMargins(12, 8, 12, 10)
        self.buttons = QWidget(self.buttons_place)
        self.buttons.setObjectName(u"buttons")
        self.accept = QPushButton(self.buttons)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"role", u"primary")
        self.edit = QPushButton(self.buttons)
        self.edit.setObjectName(u"edit")
        self.reject = QPushButton(self.buttons)
        self.reject.setObjectName(u"reject")
        self.reject.setProperty(u"role", u"danger")
        self.snooze = QToolButton(self.buttons)
        self.snooze.setObjectName(u"snooze")
        self.snooze.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        self.buttons_column.addWidget(self.buttons)


        self.detail_column.addWidget(self.buttons_place)

        self.work.addWidget(self.detail)
        self.pages.addWidget(self.work)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.empty_column = QVBoxLayout(self.empty_page)
        self.empty_column.setObjectName(u"empty_column")
        self.empty_column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.empty_column.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)

        self.column.addWidget(self.pages)

        QWidget.setTabOrder(self.shown, self.grouping)
        QWidget.setTabOrder(self.grouping, self.accept_all)
        QWidget.setTabOrder(self.accept_all, self.proposals)
        QWidget.setTabOrder(self.proposals, self.accept)
        QWidget.setTabOrder(self.accept, self.edit)
        QWidget.setTabOrder(self.edit, self.reject)
        QWidget.setTabOrder(self.reject, self.snooze)

        self.retranslateUi(ReviewPane)

        QMetaObject.connectSlotsByName(ReviewPane)
    # setupUi

    def retranslateUi(self, ReviewPane: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.shown.setAccessibleName(QCoreApplication.translate("ReviewPane", u"Which proposals are listed", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.grouping.setAccessibleName(QCoreApplication.translate("ReviewPane", u"How the list is grouped", None))
#endif // QT_CONFIG(accessibility)
        self.accept_all.setText(QCoreApplication.translate("ReviewPane", u"Accept all\u2026", None))
#if QT_CONFIG(tooltip)
        self.accept_all.setToolTip(QCoreApplication.translate("ReviewPane", u"Accept every open proposal", None))
#endif // QT_CONFIG(tooltip)
        self.ask_no.setText(QCoreApplication.translate("ReviewPane", u"Not yet", None))
#if QT_CONFIG(accessibility)
        self.proposals.setAccessibleName(QCoreApplication.translate("ReviewPane", u"Proposals", None))
#endif // QT_CONFIG(accessibility)
        self.accept.setText(QCoreApplication.translate("ReviewPane", u"Accept", None))
        self.edit.setText(QCoreApplication.translate("ReviewPane", u"Edit", None))
        self.reject.setText(QCoreApplication.translate("ReviewPane", u"Reject", None))
        self.snooze.setText(QCoreApplication.translate("ReviewPane", u"Later", None))
#if QT_CONFIG(tooltip)
        self.snooze.setToolTip(QCoreApplication.translate("ReviewPane", u"Put it off: it waits under \u201cPut off\u201d (S)", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

