# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'compare_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QListWidget, QListWidgetItem, QPushButton, QSizePolicy,
    QSpacerItem, QSplitter, QStackedWidget, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_CompareDialog(object):
    def setupUi(self, CompareDialog: QDialog) -> None:
        if not CompareDialog.objectName():
            CompareDialog.setObjectName(u"CompareDialog")
        CompareDialog.setMinimumSize(QSize(560, 360))
        self.column = QVBoxLayout(CompareDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.distance = QLabel(CompareDialog)
        self.distance.setTextFormat(Qt.TextFormat.PlainText)
        self.distance.setObjectName(u"distance")
        self.distance.setProperty(u"role", u"heading")
        self.distance.setTextFormat(Qt.TextFormat.PlainText)
        self.distance.setWordWrap(True)

        self.column.addWidget(self.distance)

        self.notice = NoticeBar(CompareDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(CompareDialog)
        self.pages.setObjectName(u"pages")
        self.table_page = QWidget()
        self.table_page.setObjectName(u"table_page")
        self.table_column = QVBoxLayout(self.table_page)
        self.table_column.setSpacing(0)
        self.table_column.setObjectName(u"table_column")
        self.table_column.setContentsMargins(0, 0, 0, 0)
        self.halves = QSplitter(self.table_page)
        self.halves.setObjectName(u"halves")
        self.halves.setOrientation(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.differences = QListWidget(self.halves)
        self.differences.setObjectName(u"differences")
        self.differences.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.differences.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.halves.addWidget(self.differences)
        self.left = QWidget(self.halves)
        self.left.setObjectName(u"left")
        self.left_column = QVBoxLayout(self.left)
        self.left_column.setSpacing(4)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(12, 0, 4, 0)
        self.one_name = QLabel(self.left)
        self.one_name.setTextFormat(Qt.TextFormat.PlainText)
        self.one_name.setObjectName(u"one_name")
        self.one_name.setProperty(u"role", u"caption")
        self.one_name.setTextFormat(Qt.TextFormat.PlainText)
        self.one_name.setWordWrap(True)

        self.left_column.addWidget(self.one_name)

        self.one = SafeText(self.left)
        self.one.setObjectName(u"one")

        self.left_column.addWidget(self.one)

        self.halves.addWidget(self.left)
        self.right = QWidget(self.halves)
        self.right.setObjectName(u"right")
        self.right_column = QVBoxLayout(self.right)
        self.right_column.setSpacing(4)
        self.right_column.setObjectName(u"right_column")
        self.right_column.setContentsMargins(12, 0, 4, 0)
        self.other_name = QLabel(self.right)
        self.other_name.setTextFormat(Qt.TextFormat.PlainText)
        self.other_name.setObjectName(u"other_name")
        self.other_name.setProperty(u"role", u"caption")
        self.other_name.setTextFormat(Qt.TextFormat.PlainText)
        self.other_name.setWordWrap(True)

        self.right_column.addWidget(self.other_name)

        self.other = SafeText(self.right)
        self.other.setObjectName(u"other")

        self.right_column.addWidget(self.other)

        self.halves.addWidget(self.right)

        self.table_column.addWidget(self.halves)

        self.pages.addWidget(self.table_page)
        self.same_page = QWidget()
        self.same_page.setObjectName(u"same_page")
        self.same_column = QVBoxLayout(self.same_page)
        self.same_column.setSpacing(0)
        self.same_column.setObjectName(u"same_column")
        self.same_column.setContentsMargins(0, 0, 0, 0)
        self.same = EmptyState(self.same_page)
        self.same.setObjectName(u"same")

        self.same_column.addWidget(self.same)

        self.pages.addWidget(self.same_page)

        self.column.addWidget(self.pages)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.close = QPushButton(CompareDialog)
        self.close.setObjectName(u"close")

        self.foot.addWidget(self.close)


        self.column.addLayout(self.foot)


        self.retranslateUi(CompareDialog)

        QMetaObject.connectSlotsByName(CompareDialog)
    # setupUi

    def retranslateUi(self, CompareDialog: QDialog) -> None:
        CompareDialog.setWindowTitle(QCoreApplication.translate("CompareDialog", u"Compare two lines", None))
#if QT_CONFIG(accessibility)
        self.differences.setAccessibleName(QCoreApplication.translate("CompareDialog", u"What differs", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.one.setAccessibleName(QCoreApplication.translate("CompareDialog", u"On the left line", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.other.setAccessibleName(QCoreApplication.translate("CompareDialog", u"On the right line", None))
#endif // QT_CONFIG(accessibility)
        self.close.setText(QCoreApplication.translate("CompareDialog", u"Close", None))
    # retranslateUi

