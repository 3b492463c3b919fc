# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'merge_dialog.ui'
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
    QHBoxLayout, QLabel, QLineEdit, QListView,
    QListWidget, QListWidgetItem, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QSplitter, QStackedWidget,
    QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_MergeDialog(object):
    def setupUi(self, MergeDialog: QDialog) -> None:
        if not MergeDialog.objectName():
            MergeDialog.setObjectName(u"MergeDialog")
        MergeDialog.setMinimumSize(QSize(620, 440))
        self.column = QVBoxLayout(MergeDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.heading = QLabel(MergeDialog)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.notice = NoticeBar(MergeDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.sides = QSplitter(MergeDialog)
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
        self.left_column.setSpacing(6)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(0, 0, 8, 0)
        self.wanted = QLineEdit(self.left)
        self.wanted.setObjectName(u"wanted")
        self.wanted.setClearButtonEnabled(True)

        self.left_column.addWidget(self.wanted)

        self.entries = QListView(self.left)
        self.entries.setObjectName(u"entries")
        self.entries.setFrameShape(QFrame.Shape.NoFrame)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.entries.setMouseTracking(True)

        self.left_column.addWidget(self.entries)

        self.merged_place = QWidget(self.left)
        self.merged_place.setObjectName(u"merged_place")
        self.merged_column = QVBoxLayout(self.merged_place)
        self.merged_column.setSpacing(4)
        self.merged_column.setObjectName(u"merged_column")
        self.merged_column.setContentsMargins(0, 0, 0, 0)
        self.merged_label = QLabel(self.merged_place)
        self.merged_label.setTextFormat(Qt.TextFormat.PlainText)
        self.merged_label.setObjectName(u"merged_label")
        self.merged_label.setTextFormat(Qt.TextFormat.PlainText)
        self.merged_label.setWordWrap(True)
        self.merged_label.setProperty(u"role", u"heading")

        self.merged_column.addWidget(self.merged_label)

        self.merged = QListWidget(self.merged_place)
        self.merged.setObjectName(u"merged")

        self.merged_column.addWidget(self.merged)

        self.split_row = QHBoxLayout()
        self.split_row.setSpacing(8)
        self.split_row.setObjectName(u"split_row")
        self.split_row.setContentsMargins(0, 0, 0, 0)
        self.split = QPushButton(self.merged_place)
        self.split.setObjectName(u"split")
        self.split.setAutoDefault(False)

        self.split_row.addWidget(self.split)

        self.split_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.split_row.addItem(self.split_gap)


        self.merged_column.addLayout(self.split_row)


        self.left_column.addWidget(self.merged_place)

        self.sides.addWidget(self.left)
        self.pages = QStackedWidget(self.sides)
        self.pages.setObjectName(u"pages")
        self.work_page = QWidget()
        self.work_page.setObjectName(u"work_page")
        self.work_column = QVBoxLayout(self.work_page)
        self.work_column.setSpacing(8)
        self.work_column.setObjectName(u"work_column")
        self.work_column.setContentsMargins(8, 0, 0, 0)
        self.halves = QSplitter(self.work_page)
        self.halves.setObjectName(u"halves")
        self.halves.setOrientation(Qt.Orientation.Vertical)
        self.halves.setChildrenCollapsible(False)
        sizePolicy.setHeightForWidth(self.halves.sizePolicy().hasHeightForWidth())
        self.halves.setSizePolicy(sizePolicy)
        self.texts = QSplitter(self.halves)
        self.texts.setObjectName(u"texts")
        self.texts.setOrientation(Qt.Orientation.Horizontal)
        self.texts.setChildrenCollapsible(False)
        sizePolicy.setHeightForWidth(self.texts.sizePolicy().hasHeightForWidth())
        self.texts.setSizePolicy(sizePolicy)
        self.gone_side = QWidget(self.texts)
        self.gone_side.setObjectName(u"gone_side")
        self.gone_column = QVBoxLayout(self.gone_side)
        self.gone_column.setSpacing(4)
        self.gone_column.setObjectName(u"gone_column")
        self.gone_column.setContentsMargins(0, 0, 0, 0)
        self.gone_name = QLabel(self.gone_side)
        self.gone_name.setTextFormat(Qt.TextFormat.PlainText)
        self.gone_name.setObjectName(u"gone_name")
        self.gone_name.setTextFormat(Qt.TextFormat.PlainText)
        self.gone_name.setWordWrap(True)
        self.gone_name.setProperty(u"role", u"caption")

        self.gone_column.addWidget(self.gone_name)

        self.gone = SafeText(self.gone_side)
        self.gone.setObjectName(u"gone")

        self.gone_column.addWidget(self.gone)

        self.texts.addWidget(self.gone_side)
        self.kept_side = QWidget(self.texts)
        self.kept_side.setObjectName(u"kept_side")
        self.kept_column = QVBoxLayout(self.kept_side)
        self.kept_column.setSpacing(4)
        self.kept_column.setObjectName(u"kept_column")
        self.kept_column.setContentsMargins(0, 0, 0, 0)
        self.kept_name = QLabel(self.kept_side)
        self.kept_name.setTextFormat(Qt.TextFormat.PlainText)
        self.kept_name.setObjectName(u"kept_name")
        self.kept_name.setTextFormat(Qt.TextFormat.PlainText)
        self.kept_name.setWordWrap(True)
        self.kept_name.setProperty(u"role", u"caption")

        self.kept_column.addWidget(self.kept_name)

        self.kept = SafeText(self.kept_side)
        self.kept.setObjectName(u"kept")

        self.kept_column.addWidget(self.kept)

        self.texts.addWidget(self.kept_side)
        self.halves.addWidget(self.texts)
        self.result_side = QWidget(self.halves)
        self.result_side.setObjectName(u"result_side")
        self.result_column = QVBoxLayout(self.result_side)
        self.result_column.setSpacing(4)
        self.result_column.setObjectName(u"result_column")
        self.result_column.setContentsMargins(0, 0, 0, 0)
        self.result_head = QHBoxLayout()
        self.result_head.setSpacing(8)
        self.result_head.setObjectName(u"result_head")
        self.result_head.setContentsMargins(0, 0, 0, 0)
        self.result_label = QLabel(self.result_side)
        self.result_label.setTextFormat(Qt.TextFormat.PlainText)
        self.result_label.setObjectName(u"result_label")
        self.result_label.setTextFormat(Qt.TextFormat.PlainText)
        self.result_label.setWordWrap(True)
        self.result_label.setProperty(u"role", u"heading")

        self.result_head.addWidget(self.result_label)

        self.result_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.result_head.addItem(self.result_gap)

        self.swap = QPushButton(self.result_side)
        self.swap.setObjectName(u"swap")
        self.swap.setAutoDefault(False)
        self.swap.setProperty(u"role", u"quiet")

        self.result_head.addWidget(self.swap)


        self.result_column.addLayout(self.result_head)

        self.text = QPlainTextEdit(self.result_side)
        self.text.setObjectName(u"text")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setTabChangesFocus(True)

        self.result_column.addWidget(self.text)

        self.halves.addWidget(self.result_side)

        self.work_column.addWidget(self.halves)

        self.pages.addWidget(self.work_page)
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
        self.sides.addWidget(self.pages)

        self.column.addWidget(self.sides)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.close = QPushButton(MergeDialog)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)

        self.foot.addWidget(self.close)

        self.merge = QPushButton(MergeDialog)
        self.merge.setObjectName(u"merge")
        self.merge.setAutoDefault(False)
        self.merge.setProperty(u"role", u"primary")

        self.foot.addWidget(self.merge)


        self.column.addLayout(self.foot)


        self.retranslateUi(MergeDialog)

        QMetaObject.connectSlotsByName(MergeDialog)
    # setupUi

    def retranslateUi(self, MergeDialog: QDialog) -> None:
        MergeDialog.setWindowTitle(QCoreApplication.translate("MergeDialog", u"Merge entries", None))
        self.wanted.setPlaceholderText(QCoreApplication.translate("MergeDialog", u"Find the other entry", None))
#if QT_CONFIG(accessibility)
        self.wanted.setAccessibleName(QCoreApplication.translate("MergeDialog", u"Find the other entry", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.entries.setAccessibleName(QCoreApplication.translate("MergeDialog", u"Entries it can be merged with", None))
#endif // QT_CONFIG(accessibility)
        self.merged_label.setText(QCoreApplication.translate("MergeDialog", u"Merged already", None))
#if QT_CONFIG(accessibility)
        self.merged.setAccessibleName(QCoreApplication.translate("MergeDialog", u"Entries that were merged with this one", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.split.setToolTip(QCoreApplication.translate("MergeDialog", u"Both entries are there again, each as it was", None))
#endif // QT_CONFIG(tooltip)
        self.split.setText(QCoreApplication.translate("MergeDialog", u"Split again", None))
#if QT_CONFIG(accessibility)
        self.gone.setAccessibleName(QCoreApplication.translate("MergeDialog", u"Of the entry that will not be listed", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.kept.setAccessibleName(QCoreApplication.translate("MergeDialog", u"Of the entry that stays", None))
#endif // QT_CONFIG(accessibility)
        self.result_label.setText(QCoreApplication.translate("MergeDialog", u"What it will say", None))
#if QT_CONFIG(tooltip)
        self.swap.setToolTip(QCoreApplication.translate("MergeDialog", u"Let the other one stay instead", None))
#endif // QT_CONFIG(tooltip)
        self.swap.setText(QCoreApplication.translate("MergeDialog", u"Swap", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("MergeDialog", u"What the merged entry will say", None))
#endif // QT_CONFIG(accessibility)
        self.text.setPlaceholderText(QCoreApplication.translate("MergeDialog", u"What is true of both.", None))
        self.close.setText(QCoreApplication.translate("MergeDialog", u"Close", None))
#if QT_CONFIG(tooltip)
        self.merge.setToolTip(QCoreApplication.translate("MergeDialog", u"Let one stand for both; it can be split again", None))
#endif // QT_CONFIG(tooltip)
        self.merge.setText(QCoreApplication.translate("MergeDialog", u"Merge", None))
    # retranslateUi

