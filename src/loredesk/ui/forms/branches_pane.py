# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'branches_pane.ui'
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
    QLabel, QListView, QPushButton, QSizePolicy,
    QStackedWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_BranchesPane(object):
    def setupUi(self, BranchesPane: QWidget) -> None:
        if not BranchesPane.objectName():
            BranchesPane.setObjectName(u"BranchesPane")
        BranchesPane.setProperty(u"role", u"pane")
        self.column = QVBoxLayout(BranchesPane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QVBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(12, 10, 12, 8)
        self.summary_row = QHBoxLayout()
        self.summary_row.setSpacing(8)
        self.summary_row.setObjectName(u"summary_row")
        self.summary_row.setContentsMargins(0, 0, 0, 0)
        self.summary = QLabel(BranchesPane)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName(u"summary")
        self.summary.setProperty(u"role", u"heading")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)

        self.summary_row.addWidget(self.summary)

        self.name_here = QPushButton(BranchesPane)
        self.name_here.setObjectName(u"name_here")
        self.name_here.setProperty(u"role", u"quiet")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.name_here.sizePolicy().hasHeightForWidth())
        self.name_here.setSizePolicy(sizePolicy)

        self.summary_row.addWidget(self.name_here)


        self.head.addLayout(self.summary_row)

        self.notice = NoticeBar(BranchesPane)
        self.notice.setObjectName(u"notice")

        self.head.addWidget(self.notice)


        self.column.addLayout(self.head)

        self.pages = QStackedWidget(BranchesPane)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setSpacing(0)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(6, 0, 0, 0)
        self.branches = QListView(self.list_page)
        self.branches.setObjectName(u"branches")
        self.branches.setFrameShape(QFrame.Shape.NoFrame)
        self.branches.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.branches.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.branches.setMouseTracking(True)
        self.branches.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

        self.list_column.addWidget(self.branches)

        self.pages.addWidget(self.list_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.empty_column = QVBoxLayout(self.empty_page)
        self.empty_column.setSpacing(0)
        self.empty_column.setObjectName(u"empty_column")
        self.empty_column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.empty_column.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)

        self.column.addWidget(self.pages)

        self.foot = QWidget(BranchesPane)
        self.foot.setObjectName(u"foot")
        self.foot_column = QVBoxLayout(self.foot)
        self.foot_column.setSpacing(6)
        self.foot_column.setObjectName(u"foot_column")
        self.foot_column.setContentsMargins(12, 8, 12, 10)
        self.hint = QLabel(self.foot)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"role", u"caption")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)

        self.foot_column.addWidget(self.hint)

        self.buttons = QWidget(self.foot)
        self.buttons.setObjectName(u"buttons")

        self.foot_column.addWidget(self.buttons)


        self.column.addWidget(self.foot)


        self.retranslateUi(BranchesPane)

        QMetaObject.connectSlotsByName(BranchesPane)
    # setupUi

    def retranslateUi(self, BranchesPane: QWidget) -> None:
        self.name_here.setText(QCoreApplication.translate("BranchesPane", u"Name this line", None))
#if QT_CONFIG(tooltip)
        self.name_here.setToolTip(QCoreApplication.translate("BranchesPane", u"Give the line the story stands on a name to find it by", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.branches.setAccessibleName(QCoreApplication.translate("BranchesPane", u"The ways the story went", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

