# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'trash_dialog.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QDialog, QFrame,
    QHBoxLayout, QLabel, QListView, QPushButton,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_TrashDialog(object):
    def setupUi(self, TrashDialog: QDialog) -> None:
        if not TrashDialog.objectName():
            TrashDialog.setObjectName(u"TrashDialog")
        TrashDialog.setMinimumSize(QSize(460, 360))
        self.column = QVBoxLayout(TrashDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.summary = QLabel(TrashDialog)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName(u"summary")
        self.summary.setProperty(u"role", u"heading")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)

        self.column.addWidget(self.summary)

        self.notice = NoticeBar(TrashDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(TrashDialog)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setSpacing(0)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(0, 0, 0, 0)
        self.lines = QListView(self.list_page)
        self.lines.setObjectName(u"lines")
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.lines.setMouseTracking(True)

        self.list_column.addWidget(self.lines)

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

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.close = QPushButton(TrashDialog)
        self.close.setObjectName(u"close")

        self.foot.addWidget(self.close)

        self.restore = QPushButton(TrashDialog)
        self.restore.setObjectName(u"restore")
        self.restore.setProperty(u"role", u"primary")

        self.foot.addWidget(self.restore)


        self.column.addLayout(self.foot)


        self.retranslateUi(TrashDialog)

        QMetaObject.connectSlotsByName(TrashDialog)
    # setupUi

    def retranslateUi(self, TrashDialog: QDialog) -> None:
        TrashDialog.setWindowTitle(QCoreApplication.translate("TrashDialog", u"Trash", None))
#if QT_CONFIG(accessibility)
        self.lines.setAccessibleName(QCoreApplication.translate("TrashDialog", u"What lies in the trash", None))
#endif // QT_CONFIG(accessibility)
        self.close.setText(QCoreApplication.translate("TrashDialog", u"Close", None))
#if QT_CONFIG(tooltip)
        self.restore.setToolTip(QCoreApplication.translate("TrashDialog", u"Take the chosen thing out of the trash", None))
#endif // QT_CONFIG(tooltip)
        self.restore.setText(QCoreApplication.translate("TrashDialog", u"Restore", None))
    # retranslateUi

