# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'history_pane.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QComboBox, QFrame,
    QHBoxLayout, QLabel, QListView, QPushButton,
    QSizePolicy, QSpacerItem, QSpinBox, QSplitter,
    QStackedWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_HistoryPane(object):
    def setupUi(self, HistoryPane: QWidget) -> None:
        if not HistoryPane.objectName():
            HistoryPane.setObjectName(u"HistoryPane")
        self.column = QVBoxLayout(HistoryPane)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.part = QComboBox(HistoryPane)
        self.part.setObjectName(u"part")

        self.head.addWidget(self.part)

        self.turn_label = QLabel(HistoryPane)
        self.turn_label.setTextFormat(Qt.TextFormat.PlainText)
        self.turn_label.setObjectName(u"turn_label")
        self.turn_label.setTextFormat(Qt.TextFormat.PlainText)

        self.head.addWidget(self.turn_label)

        self.turn = QSpinBox(HistoryPane)
        self.turn.setObjectName(u"turn")
        self.turn.setKeyboardTracking(False)

        self.head.addWidget(self.turn)

        self.head_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.head_gap)


        self.column.addLayout(self.head)

        self.notice = NoticeBar(HistoryPane)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(HistoryPane)
        self.pages.setObjectName(u"pages")
        self.rows_page = QWidget()
        self.rows_page.setObjectName(u"rows_page")
        self.rows_column = QVBoxLayout(self.rows_page)
        self.rows_column.setSpacing(8)
        self.rows_column.setObjectName(u"rows_column")
        self.rows_column.setContentsMargins(0, 0, 0, 0)
        self.sides = QSplitter(self.rows_page)
        self.sides.setObjectName(u"sides")
        self.sides.setOrientation(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.sides.sizePolicy().hasHeightForWidth())
        self.sides.setSizePolicy(sizePolicy)
        self.rows = QListView(self.sides)
        self.rows.setObjectName(u"rows")
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setMouseTracking(True)
        self.sides.addWidget(self.rows)
        self.detail_side = QWidget(self.sides)
        self.detail_side.setObjectName(u"detail_side")
        self.detail_column = QVBoxLayout(self.detail_side)
        self.detail_column.setSpacing(8)
        self.detail_column.setObjectName(u"detail_column")
        self.detail_column.setContentsMargins(8, 0, 0, 0)
        self.detail = SafeText(self.detail_side)
        self.detail.setObjectName(u"detail")

        self.detail_column.addWidget(self.detail)

        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        self.acts.setObjectName(u"acts")
        self.acts.setContentsMargins(0, 0, 0, 0)
        self.take_back = QPushButton(self.detail_side)
        self.take_back.setObjectName(u"take_back")
        self.take_back.setAutoDefault(False)

        self.acts.addWidget(self.take_back)

        self.bring_back = QPushButton(self.detail_side)
        self.bring_back.setObjectName(u"bring_back")
        self.bring_back.setAutoDefault(False)

        self.acts.addWidget(self.bring_back)

        self.roll_back = QPushButton(self.detail_side)
        self.roll_back.setObjectName(u"roll_back")
        self.roll_back.setAutoDefault(False)

        self.acts.addWidget(self.roll_back)

        self.acts_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.acts.addItem(self.acts_gap)


        self.detail_column.addLayout(self.acts)

        self.sides.addWidget(self.detail_side)

        self.rows_column.addWidget(self.sides)

        self.pages.addWidget(self.rows_page)
        self.as_of_page = QWidget()
        self.as_of_page.setObjectName(u"as_of_page")
        self.as_of_column = QVBoxLayout(self.as_of_page)
        self.as_of_column.setSpacing(8)
        self.as_of_column.setObjectName(u"as_of_column")
        self.as_of_column.setContentsMargins(0, 0, 0, 0)
        self.as_of = SafeText(self.as_of_page)
        self.as_of.setObjectName(u"as_of")

        self.as_of_column.addWidget(self.as_of)

        self.pages.addWidget(self.as_of_page)
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

#if QT_CONFIG(shortcut)
        self.turn_label.setBuddy(self.turn)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(HistoryPane)

        QMetaObject.connectSlotsByName(HistoryPane)
    # setupUi

    def retranslateUi(self, HistoryPane: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.part.setAccessibleName(QCoreApplication.translate("HistoryPane", u"What of the past to show", None))
#endif // QT_CONFIG(accessibility)
        self.turn_label.setText(QCoreApplication.translate("HistoryPane", u"&Turn", None))
#if QT_CONFIG(tooltip)
        self.turn.setToolTip(QCoreApplication.translate("HistoryPane", u"The turn the entry is shown as of", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.turn.setAccessibleName(QCoreApplication.translate("HistoryPane", u"Turn", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("HistoryPane", u"Versions, the newest first", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.detail.setAccessibleName(QCoreApplication.translate("HistoryPane", u"The chosen version and its sources", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.take_back.setToolTip(QCoreApplication.translate("HistoryPane", u"Take this one change back; what stands on it is folded again", None))
#endif // QT_CONFIG(tooltip)
        self.take_back.setText(QCoreApplication.translate("HistoryPane", u"Take back", None))
#if QT_CONFIG(tooltip)
        self.bring_back.setToolTip(QCoreApplication.translate("HistoryPane", u"Let this change count again", None))
#endif // QT_CONFIG(tooltip)
        self.bring_back.setText(QCoreApplication.translate("HistoryPane", u"Bring back", None))
#if QT_CONFIG(tooltip)
        self.roll_back.setToolTip(QCoreApplication.translate("HistoryPane", u"Give the entry the fields of this version, as a new version", None))
#endif // QT_CONFIG(tooltip)
        self.roll_back.setText(QCoreApplication.translate("HistoryPane", u"Roll back to this", None))
#if QT_CONFIG(accessibility)
        self.as_of.setAccessibleName(QCoreApplication.translate("HistoryPane", u"The entry and its note as they stood then", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

