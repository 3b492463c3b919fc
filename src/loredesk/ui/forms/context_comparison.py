# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'context_comparison.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QComboBox, QGridLayout,
    QHBoxLayout, QLabel, QListView, QSizePolicy,
    QToolButton, QVBoxLayout, QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_ContextComparison(object):
    def setupUi(self, ContextComparison: QWidget) -> None:
        if not ContextComparison.objectName():
            ContextComparison.setObjectName(u"ContextComparison")
        self.whole = QVBoxLayout(ContextComparison)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.head = QVBoxLayout()
        self.head.setSpacing(6)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(12, 10, 12, 6)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(4)
        self.title_row.setObjectName(u"title_row")
        self.title = ElidedLabel(ContextComparison)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"heading")

        self.title_row.addWidget(self.title)

        self.back = QToolButton(ContextComparison)
        self.back.setObjectName(u"back")
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        self.title_row.addWidget(self.back)

        self.title_row.setStretch(0, 1)

        self.head.addLayout(self.title_row)

        self.replies = QGridLayout()
        self.replies.setObjectName(u"replies")
        self.replies.setHorizontalSpacing(8)
        self.replies.setVerticalSpacing(4)
        self.here_label = QLabel(ContextComparison)
        self.here_label.setTextFormat(Qt.TextFormat.PlainText)
        self.here_label.setObjectName(u"here_label")

        self.replies.addWidget(self.here_label, 0, 0, 1, 1)

        self.here = ElidedCombo(ContextComparison)
        self.here.setObjectName(u"here")
        self.here.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.here.setMinimumContentsLength(4)
        self.here.setMaxVisibleItems(18)

        self.replies.addWidget(self.here, 0, 1, 1, 1)

        self.swap = QToolButton(ContextComparison)
        self.swap.setObjectName(u"swap")

        self.replies.addWidget(self.swap, 0, 2, 2, 1)

        self.there_label = QLabel(ContextComparison)
        self.there_label.setTextFormat(Qt.TextFormat.PlainText)
        self.there_label.setObjectName(u"there_label")

        self.replies.addWidget(self.there_label, 1, 0, 1, 1)

        self.there = ElidedCombo(ContextComparison)
        self.there.setObjectName(u"there")
        self.there.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.there.setMinimumContentsLength(4)
        self.there.setMaxVisibleItems(18)

        self.replies.addWidget(self.there, 1, 1, 1, 1)

        self.replies.setColumnStretch(1, 1)

        self.head.addLayout(self.replies)

        self.summary = QLabel(ContextComparison)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName(u"summary")
        self.summary.setProperty(u"role", u"caption")
        self.summary.setWordWrap(True)

        self.head.addWidget(self.summary)

        self.notice = NoticeBar(ContextComparison)
        self.notice.setObjectName(u"notice")

        self.head.addWidget(self.notice)


        self.whole.addLayout(self.head)

        self.rows = QListView(ContextComparison)
        self.rows.setObjectName(u"rows")
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.rows.setMouseTracking(True)

        self.whole.addWidget(self.rows)

        self.empty = EmptyState(ContextComparison)
        self.empty.setObjectName(u"empty")

        self.whole.addWidget(self.empty)

#if QT_CONFIG(shortcut)
        self.here_label.setBuddy(self.here)
        self.there_label.setBuddy(self.there)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ContextComparison)

        QMetaObject.connectSlotsByName(ContextComparison)
    # setupUi

    def retranslateUi(self, ContextComparison: QWidget) -> None:
        self.back.setText(QCoreApplication.translate("ContextComparison", u"Back", None))
#if QT_CONFIG(tooltip)
        self.back.setToolTip(QCoreApplication.translate("ContextComparison", u"Go back to what one reply was told", None))
#endif // QT_CONFIG(tooltip)
        self.here_label.setText(QCoreApplication.translate("ContextComparison", u"This reply", None))
#if QT_CONFIG(accessibility)
        self.here.setAccessibleName(QCoreApplication.translate("ContextComparison", u"The reply that is compared", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.swap.setToolTip(QCoreApplication.translate("ContextComparison", u"Change the two replies over", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.swap.setAccessibleName(QCoreApplication.translate("ContextComparison", u"Change the two replies over", None))
#endif // QT_CONFIG(accessibility)
        self.there_label.setText(QCoreApplication.translate("ContextComparison", u"with", None))
#if QT_CONFIG(accessibility)
        self.there.setAccessibleName(QCoreApplication.translate("ContextComparison", u"The reply it is compared with", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.rows.setAccessibleName(QCoreApplication.translate("ContextComparison", u"What the two replies were told", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

