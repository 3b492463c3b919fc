# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'audit_dialog.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QComboBox, QDialog,
    QFrame, QHBoxLayout, QLabel, QListView,
    QPushButton, QSizePolicy, QSpacerItem, QSplitter,
    QStackedWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_AuditDialog(object):
    def setupUi(self, AuditDialog: QDialog) -> None:
        if not AuditDialog.objectName():
            AuditDialog.setObjectName(u"AuditDialog")
        AuditDialog.setMinimumSize(QSize(520, 400))
        self.column = QVBoxLayout(AuditDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.verdict = QLabel(AuditDialog)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setObjectName(u"verdict")
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setWordWrap(True)
        self.verdict.setProperty(u"role", u"heading")

        self.column.addWidget(self.verdict)

        self.notice = NoticeBar(AuditDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.scope = QComboBox(AuditDialog)
        self.scope.setObjectName(u"scope")

        self.head.addWidget(self.scope)

        self.head_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.head_gap)


        self.column.addLayout(self.head)

        self.pages = QStackedWidget(AuditDialog)
        self.pages.setObjectName(u"pages")
        self.table_page = QWidget()
        self.table_page.setObjectName(u"table_page")
        self.table_column = QVBoxLayout(self.table_page)
        self.table_column.setSpacing(8)
        self.table_column.setObjectName(u"table_column")
        self.table_column.setContentsMargins(0, 0, 0, 0)
        self.sides = QSplitter(self.table_page)
        self.sides.setObjectName(u"sides")
        self.sides.setOrientation(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.sides.sizePolicy().hasHeightForWidth())
        self.sides.setSizePolicy(sizePolicy)
        self.lines = QListView(self.sides)
        self.lines.setObjectName(u"lines")
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.lines.setMouseTracking(True)
        self.sides.addWidget(self.lines)
        self.detail_side = QWidget(self.sides)
        self.detail_side.setObjectName(u"detail_side")
        self.detail_column = QVBoxLayout(self.detail_side)
        self.detail_column.setSpacing(8)
        self.detail_column.setObjectName(u"detail_column")
        self.detail_column.setContentsMargins(8, 0, 0, 0)
        self.detail = SafeText(self.detail_side)
        self.detail.setObjectName(u"detail")

        self.detail_column.addWidget(self.detail)

        self.sides.addWidget(self.detail_side)

        self.table_column.addWidget(self.sides)

        self.pages.addWidget(self.table_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.empty_column = QVBoxLayout(self.empty_page)
        self.empty_column.setSpacing(8)
        self.empty_column.setObjectName(u"empty_column")
        self.empty_column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.empty_column.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)

        self.column.addWidget(self.pages)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.more = QPushButton(AuditDialog)
        self.more.setObjectName(u"more")
        self.more.setAutoDefault(False)

        self.foot.addWidget(self.more)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.check = QPushButton(AuditDialog)
        self.check.setObjectName(u"check")
        self.check.setAutoDefault(False)

        self.foot.addWidget(self.check)

        self.close = QPushButton(AuditDialog)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)

        self.foot.addWidget(self.close)


        self.column.addLayout(self.foot)


        self.retranslateUi(AuditDialog)

        QMetaObject.connectSlotsByName(AuditDialog)
    # setupUi

    def retranslateUi(self, AuditDialog: QDialog) -> None:
        AuditDialog.setWindowTitle(QCoreApplication.translate("AuditDialog", u"Audit log", None))
#if QT_CONFIG(accessibility)
        self.scope.setAccessibleName(QCoreApplication.translate("AuditDialog", u"Of what the log is shown", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.lines.setAccessibleName(QCoreApplication.translate("AuditDialog", u"What was done, the latest first", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.detail.setAccessibleName(QCoreApplication.translate("AuditDialog", u"What changed", None))
#endif // QT_CONFIG(accessibility)
        self.more.setText(QCoreApplication.translate("AuditDialog", u"Show earlier ones", None))
#if QT_CONFIG(tooltip)
        self.check.setToolTip(QCoreApplication.translate("AuditDialog", u"Read the whole log and look whether anybody changed it", None))
#endif // QT_CONFIG(tooltip)
        self.check.setText(QCoreApplication.translate("AuditDialog", u"Check again", None))
        self.close.setText(QCoreApplication.translate("AuditDialog", u"Close", None))
    # retranslateUi

