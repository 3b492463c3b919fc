# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'carry_dialog.ui'
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
    QLineEdit, QListWidget, QListWidgetItem, QPushButton,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_CarryDialog(object):
    def setupUi(self, CarryDialog: QDialog) -> None:
        if not CarryDialog.objectName():
            CarryDialog.setObjectName(u"CarryDialog")
        CarryDialog.setMinimumSize(QSize(460, 400))
        self.column = QVBoxLayout(CarryDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.heading = QLabel(CarryDialog)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.caption = QLabel(CarryDialog)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setObjectName(u"caption")
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setProperty(u"role", u"caption")

        self.column.addWidget(self.caption)

        self.notice = NoticeBar(CarryDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(8)
        self.title_row.setObjectName(u"title_row")
        self.title_row.setContentsMargins(0, 0, 0, 0)
        self.title_label = QLabel(CarryDialog)
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)

        self.title_row.addWidget(self.title_label)

        self.title = QLineEdit(CarryDialog)
        self.title.setObjectName(u"title")

        self.title_row.addWidget(self.title)


        self.column.addLayout(self.title_row)

        self.pages = QStackedWidget(CarryDialog)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setSpacing(8)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(0, 0, 0, 0)
        self.entries = QListWidget(self.list_page)
        self.entries.setObjectName(u"entries")
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.list_column.addWidget(self.entries)

        self.ticks = QHBoxLayout()
        self.ticks.setSpacing(8)
        self.ticks.setObjectName(u"ticks")
        self.ticks.setContentsMargins(0, 0, 0, 0)
        self.all = QPushButton(self.list_page)
        self.all.setObjectName(u"all")
        self.all.setAutoDefault(False)
        self.all.setProperty(u"role", u"quiet")

        self.ticks.addWidget(self.all)

        self.none = QPushButton(self.list_page)
        self.none.setObjectName(u"none")
        self.none.setAutoDefault(False)
        self.none.setProperty(u"role", u"quiet")

        self.ticks.addWidget(self.none)

        self.ticks_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.ticks.addItem(self.ticks_gap)


        self.list_column.addLayout(self.ticks)

        self.pages.addWidget(self.list_page)
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
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.cancel = QPushButton(CarryDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.foot.addWidget(self.cancel)

        self.begin = QPushButton(CarryDialog)
        self.begin.setObjectName(u"begin")
        self.begin.setAutoDefault(False)
        self.begin.setProperty(u"role", u"primary")

        self.foot.addWidget(self.begin)


        self.column.addLayout(self.foot)

#if QT_CONFIG(shortcut)
        self.title_label.setBuddy(self.title)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(CarryDialog)

        QMetaObject.connectSlotsByName(CarryDialog)
    # setupUi

    def retranslateUi(self, CarryDialog: QDialog) -> None:
        CarryDialog.setWindowTitle(QCoreApplication.translate("CarryDialog", u"New session from this one", None))
        self.heading.setText(QCoreApplication.translate("CarryDialog", u"What shall the new session know from the beginning?", None))
        self.caption.setText(QCoreApplication.translate("CarryDialog", u"It begins at the opening scene. Notes come along as they stand here now; this session stays as it is.", None))
        self.title_label.setText(QCoreApplication.translate("CarryDialog", u"&Title", None))
        self.title.setPlaceholderText(QCoreApplication.translate("CarryDialog", u"Leave empty for the next number", None))
#if QT_CONFIG(accessibility)
        self.entries.setAccessibleName(QCoreApplication.translate("CarryDialog", u"Notes and newcomers to take along", None))
#endif // QT_CONFIG(accessibility)
        self.all.setText(QCoreApplication.translate("CarryDialog", u"Tick all", None))
        self.none.setText(QCoreApplication.translate("CarryDialog", u"Tick none", None))
        self.cancel.setText(QCoreApplication.translate("CarryDialog", u"Cancel", None))
#if QT_CONFIG(tooltip)
        self.begin.setToolTip(QCoreApplication.translate("CarryDialog", u"Begin the new session", None))
#endif // QT_CONFIG(tooltip)
        self.begin.setText(QCoreApplication.translate("CarryDialog", u"Begin", None))
    # retranslateUi

