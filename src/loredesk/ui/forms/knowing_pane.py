# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'knowing_pane.ui'
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
    QLabel, QListView, QListWidget, QListWidgetItem,
    QPushButton, QSizePolicy, QSpacerItem, QSplitter,
    QStackedWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.short_text import ShortText

class Ui_KnowingPane(object):
    def setupUi(self, KnowingPane: QWidget) -> None:
        if not KnowingPane.objectName():
            KnowingPane.setObjectName(u"KnowingPane")
        self.column = QVBoxLayout(KnowingPane)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.notice = NoticeBar(KnowingPane)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(KnowingPane)
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
        self.sentence = ShortText(self.detail_side)
        self.sentence.setObjectName(u"sentence")

        self.detail_column.addWidget(self.sentence)

        self.known = QLabel(self.detail_side)
        self.known.setTextFormat(Qt.TextFormat.PlainText)
        self.known.setObjectName(u"known")
        self.known.setTextFormat(Qt.TextFormat.PlainText)
        self.known.setWordWrap(True)
        self.known.setProperty(u"role", u"heading")

        self.detail_column.addWidget(self.known)

        self.why = QLabel(self.detail_side)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setObjectName(u"why")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.why.setProperty(u"role", u"caption")

        self.detail_column.addWidget(self.why)

        self.change_row = QHBoxLayout()
        self.change_row.setSpacing(8)
        self.change_row.setObjectName(u"change_row")
        self.change_row.setContentsMargins(0, 0, 0, 0)
        self.change = QPushButton(self.detail_side)
        self.change.setObjectName(u"change")
        self.change.setAutoDefault(False)

        self.change_row.addWidget(self.change)

        self.change_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.change_row.addItem(self.change_gap)


        self.detail_column.addLayout(self.change_row)

        self.learned_label = QLabel(self.detail_side)
        self.learned_label.setTextFormat(Qt.TextFormat.PlainText)
        self.learned_label.setObjectName(u"learned_label")
        self.learned_label.setTextFormat(Qt.TextFormat.PlainText)
        self.learned_label.setProperty(u"role", u"heading")

        self.detail_column.addWidget(self.learned_label)

        self.learners_caption = QLabel(self.detail_side)
        self.learners_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.learners_caption.setObjectName(u"learners_caption")
        self.learners_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.learners_caption.setWordWrap(True)
        self.learners_caption.setProperty(u"role", u"caption")

        self.detail_column.addWidget(self.learners_caption)

        self.learners = QListWidget(self.detail_side)
        self.learners.setObjectName(u"learners")
        self.learners.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.detail_column.addWidget(self.learners)

        self.learn_row = QHBoxLayout()
        self.learn_row.setSpacing(8)
        self.learn_row.setObjectName(u"learn_row")
        self.learn_row.setContentsMargins(0, 0, 0, 0)
        self.learn = QPushButton(self.detail_side)
        self.learn.setObjectName(u"learn")
        self.learn.setAutoDefault(False)

        self.learn_row.addWidget(self.learn)

        self.take_back = QPushButton(self.detail_side)
        self.take_back.setObjectName(u"take_back")
        self.take_back.setAutoDefault(False)

        self.learn_row.addWidget(self.take_back)

        self.learn_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.learn_row.addItem(self.learn_gap)


        self.detail_column.addLayout(self.learn_row)

        self.below = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.detail_column.addItem(self.below)

        self.sides.addWidget(self.detail_side)

        self.rows_column.addWidget(self.sides)

        self.pages.addWidget(self.rows_page)
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


        self.retranslateUi(KnowingPane)

        QMetaObject.connectSlotsByName(KnowingPane)
    # setupUi

    def retranslateUi(self, KnowingPane: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("KnowingPane", u"The entry and its sentences, with who knows them", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.sentence.setAccessibleName(QCoreApplication.translate("KnowingPane", u"The chosen sentence", None))
#endif // QT_CONFIG(accessibility)
        self.change.setText(QCoreApplication.translate("KnowingPane", u"Who knows this \u2026", None))
#if QT_CONFIG(tooltip)
        self.change.setToolTip(QCoreApplication.translate("KnowingPane", u"Say who in the story knows it", None))
#endif // QT_CONFIG(tooltip)
        self.learned_label.setText(QCoreApplication.translate("KnowingPane", u"Learned in the story", None))
#if QT_CONFIG(accessibility)
        self.learners.setAccessibleName(QCoreApplication.translate("KnowingPane", u"Who learned it, and in which turn", None))
#endif // QT_CONFIG(accessibility)
        self.learn.setText(QCoreApplication.translate("KnowingPane", u"Somebody learned it \u2026", None))
#if QT_CONFIG(tooltip)
        self.learn.setToolTip(QCoreApplication.translate("KnowingPane", u"Say who learned it, and in which turn", None))
#endif // QT_CONFIG(tooltip)
        self.take_back.setText(QCoreApplication.translate("KnowingPane", u"Take back", None))
#if QT_CONFIG(tooltip)
        self.take_back.setToolTip(QCoreApplication.translate("KnowingPane", u"Take back that the chosen one learned it", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

