# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'promote_dialog.ui'
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
    QListWidget, QListWidgetItem, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QSplitter, QStackedWidget,
    QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_PromoteDialog(object):
    def setupUi(self, PromoteDialog: QDialog) -> None:
        if not PromoteDialog.objectName():
            PromoteDialog.setObjectName(u"PromoteDialog")
        PromoteDialog.setMinimumSize(QSize(520, 420))
        self.column = QVBoxLayout(PromoteDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.heading = QLabel(PromoteDialog)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.notice = NoticeBar(PromoteDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(PromoteDialog)
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
        self.left = QWidget(self.sides)
        self.left.setObjectName(u"left")
        self.left_column = QVBoxLayout(self.left)
        self.left_column.setSpacing(4)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(0, 0, 8, 0)
        self.base_label = QLabel(self.left)
        self.base_label.setTextFormat(Qt.TextFormat.PlainText)
        self.base_label.setObjectName(u"base_label")
        self.base_label.setTextFormat(Qt.TextFormat.PlainText)
        self.base_label.setWordWrap(True)
        self.base_label.setProperty(u"role", u"heading")

        self.left_column.addWidget(self.base_label)

        self.base = SafeText(self.left)
        self.base.setObjectName(u"base")

        self.left_column.addWidget(self.base)

        self.hunks_label = QLabel(self.left)
        self.hunks_label.setTextFormat(Qt.TextFormat.PlainText)
        self.hunks_label.setObjectName(u"hunks_label")
        self.hunks_label.setTextFormat(Qt.TextFormat.PlainText)
        self.hunks_label.setWordWrap(True)
        self.hunks_label.setProperty(u"role", u"heading")

        self.left_column.addWidget(self.hunks_label)

        self.hunks = QListWidget(self.left)
        self.hunks.setObjectName(u"hunks")
        self.hunks.setWordWrap(True)
        self.hunks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.left_column.addWidget(self.hunks)

        self.sides.addWidget(self.left)
        self.right = QWidget(self.sides)
        self.right.setObjectName(u"right")
        self.right_column = QVBoxLayout(self.right)
        self.right_column.setSpacing(4)
        self.right_column.setObjectName(u"right_column")
        self.right_column.setContentsMargins(8, 0, 0, 0)
        self.text_label = QLabel(self.right)
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)
        self.text_label.setObjectName(u"text_label")
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)
        self.text_label.setWordWrap(True)
        self.text_label.setProperty(u"role", u"heading")

        self.right_column.addWidget(self.text_label)

        self.text_caption = QLabel(self.right)
        self.text_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.text_caption.setObjectName(u"text_caption")
        self.text_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.text_caption.setWordWrap(True)
        self.text_caption.setProperty(u"role", u"caption")

        self.right_column.addWidget(self.text_caption)

        self.text = QPlainTextEdit(self.right)
        self.text.setObjectName(u"text")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setTabChangesFocus(True)

        self.right_column.addWidget(self.text)

        self.reset_row = QHBoxLayout()
        self.reset_row.setSpacing(8)
        self.reset_row.setObjectName(u"reset_row")
        self.reset_row.setContentsMargins(0, 0, 0, 0)
        self.reset = QPushButton(self.right)
        self.reset.setObjectName(u"reset")
        self.reset.setAutoDefault(False)
        self.reset.setProperty(u"role", u"quiet")

        self.reset_row.addWidget(self.reset)

        self.reset_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.reset_row.addItem(self.reset_gap)


        self.right_column.addLayout(self.reset_row)

        self.sides.addWidget(self.right)

        self.table_column.addWidget(self.sides)

        self.rest = QLabel(self.table_page)
        self.rest.setTextFormat(Qt.TextFormat.PlainText)
        self.rest.setObjectName(u"rest")
        self.rest.setTextFormat(Qt.TextFormat.PlainText)
        self.rest.setWordWrap(True)
        self.rest.setProperty(u"role", u"caption")

        self.table_column.addWidget(self.rest)

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
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.cancel = QPushButton(PromoteDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.foot.addWidget(self.cancel)

        self.promote = QPushButton(PromoteDialog)
        self.promote.setObjectName(u"promote")
        self.promote.setAutoDefault(False)
        self.promote.setProperty(u"role", u"primary")

        self.foot.addWidget(self.promote)


        self.column.addLayout(self.foot)


        self.retranslateUi(PromoteDialog)

        QMetaObject.connectSlotsByName(PromoteDialog)
    # setupUi

    def retranslateUi(self, PromoteDialog: QDialog) -> None:
        PromoteDialog.setWindowTitle(QCoreApplication.translate("PromoteDialog", u"Promote to canon", None))
        self.base_label.setText(QCoreApplication.translate("PromoteDialog", u"Canon now", None))
#if QT_CONFIG(accessibility)
        self.base.setAccessibleName(QCoreApplication.translate("PromoteDialog", u"What canon says now", None))
#endif // QT_CONFIG(accessibility)
        self.hunks_label.setText(QCoreApplication.translate("PromoteDialog", u"Take into canon", None))
#if QT_CONFIG(accessibility)
        self.hunks.setAccessibleName(QCoreApplication.translate("PromoteDialog", u"What is taken into canon, sentence by sentence", None))
#endif // QT_CONFIG(accessibility)
        self.text_label.setText(QCoreApplication.translate("PromoteDialog", u"What canon will say", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("PromoteDialog", u"What canon will say", None))
#endif // QT_CONFIG(accessibility)
        self.text.setPlaceholderText(QCoreApplication.translate("PromoteDialog", u"What is true of it in every session.", None))
        self.reset.setText(QCoreApplication.translate("PromoteDialog", u"Use the ticked sentences again", None))
        self.cancel.setText(QCoreApplication.translate("PromoteDialog", u"Cancel", None))
#if QT_CONFIG(tooltip)
        self.promote.setToolTip(QCoreApplication.translate("PromoteDialog", u"Make this canon; Ctrl+Z takes it back", None))
#endif // QT_CONFIG(tooltip)
        self.promote.setText(QCoreApplication.translate("PromoteDialog", u"Promote", None))
    # retranslateUi

