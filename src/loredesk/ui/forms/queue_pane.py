# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'queue_pane.ui'
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
    QSpacerItem, QStackedWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.pause_menu import PauseMenu

class Ui_QueuePane(object):
    def setupUi(self, QueuePane: QWidget) -> None:
        if not QueuePane.objectName():
            QueuePane.setObjectName(u"QueuePane")
        QueuePane.resize(380, 640)
        QueuePane.setProperty(u"role", u"pane")
        self.column = QVBoxLayout(QueuePane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QWidget(QueuePane)
        self.head.setObjectName(u"head")
        self.head_column = QVBoxLayout(self.head)
        self.head_column.setSpacing(8)
        self.head_column.setObjectName(u"head_column")
        self.head_column.setContentsMargins(12, 10, 12, 8)
        self.summary_row = QHBoxLayout()
        self.summary_row.setSpacing(8)
        self.summary_row.setObjectName(u"summary_row")
        self.summary = QLabel(self.head)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName(u"summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty(u"role", u"heading")

        self.summary_row.addWidget(self.summary)

        self.summary_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.summary_row.addItem(self.summary_space)

        self.pause = QPushButton(self.head)
        self.pause.setObjectName(u"pause")

        self.summary_row.addWidget(self.pause)

        self.pause_parts = PauseMenu(self.head)
        self.pause_parts.setObjectName(u"pause_parts")

        self.summary_row.addWidget(self.pause_parts)


        self.head_column.addLayout(self.summary_row)

        self.counts = QWidget(self.head)
        self.counts.setObjectName(u"counts")

        self.head_column.addWidget(self.counts)

        self.task_type = ElidedCombo(self.head)
        self.task_type.setObjectName(u"task_type")

        self.head_column.addWidget(self.task_type)


        self.column.addWidget(self.head)

        self.notice = NoticeBar(QueuePane)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.failures_place = QWidget(QueuePane)
        self.failures_place.setObjectName(u"failures_place")
        self.failures_place_column = QVBoxLayout(self.failures_place)
        self.failures_place_column.setObjectName(u"failures_place_column")
        self.failures_place_column.setContentsMargins(12, 0, 12, 8)
        self.failures = QFrame(self.failures_place)
        self.failures.setObjectName(u"failures")
        self.failures.setProperty(u"role", u"card")
        self.failures_column = QVBoxLayout(self.failures)
        self.failures_column.setSpacing(6)
        self.failures_column.setObjectName(u"failures_column")
        self.failures_column.setContentsMargins(12, 10, 12, 10)
        self.failures_head = QHBoxLayout()
        self.failures_head.setSpacing(8)
        self.failures_head.setObjectName(u"failures_head")
        self.failures_icon = QLabel(self.failures)
        self.failures_icon.setTextFormat(Qt.TextFormat.PlainText)
        self.failures_icon.setObjectName(u"failures_icon")
        self.failures_icon.setTextFormat(Qt.TextFormat.PlainText)

        self.failures_head.addWidget(self.failures_icon)

        self.failures_title = QLabel(self.failures)
        self.failures_title.setTextFormat(Qt.TextFormat.PlainText)
        self.failures_title.setObjectName(u"failures_title")
        self.failures_title.setTextFormat(Qt.TextFormat.PlainText)
        self.failures_title.setWordWrap(True)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.failures_title.sizePolicy().hasHeightForWidth())
        self.failures_title.setSizePolicy(sizePolicy)
        self.failures_title.setProperty(u"role", u"heading")

        self.failures_head.addWidget(self.failures_title)


        self.failures_column.addLayout(self.failures_head)

        self.failures_text = QLabel(self.failures)
        self.failures_text.setTextFormat(Qt.TextFormat.PlainText)
        self.failures_text.setObjectName(u"failures_text")
        self.failures_text.setTextFormat(Qt.TextFormat.PlainText)
        self.failures_text.setWordWrap(True)

        self.failures_column.addWidget(self.failures_text)

        self.failures_row = QHBoxLayout()
        self.failures_row.setSpacing(8)
        self.failures_row.setObjectName(u"failures_row")
        self.retry_all = QPushButton(self.failures)
        self.retry_all.setObjectName(u"retry_all")

        self.failures_row.addWidget(self.retry_all)

        self.cancel_all = QPushButton(self.failures)
        self.cancel_all.setObjectName(u"cancel_all")

        self.failures_row.addWidget(self.cancel_all)

        self.failures_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.failures_row.addItem(self.failures_space)


        self.failures_column.addLayout(self.failures_row)


        self.failures_place_column.addWidget(self.failures)


        self.column.addWidget(self.failures_place)

        self.pages = QStackedWidget(QueuePane)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(6, 0, 0, 0)
        self.tasks = QListView(self.list_page)
        self.tasks.setObjectName(u"tasks")
        self.tasks.setMouseTracking(True)
        self.tasks.setResizeMode(QListView.ResizeMode.Adjust)
        self.tasks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tasks.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.tasks.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

        self.list_column.addWidget(self.tasks)

        self.pages.addWidget(self.list_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.empty_column = QVBoxLayout(self.empty_page)
        self.empty_column.setObjectName(u"empty_column")
        self.empty_column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.empty_column.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)

        self.column.addWidget(self.pages)

        self.foot = QWidget(QueuePane)
        self.foot.setObjectName(u"foot")
        self.foot_row = QHBoxLayout(self.foot)
        self.foot_row.setSpacing(8)
        self.foot_row.setObjectName(u"foot_row")
        self.foot_row.setContentsMargins(12, 8, 12, 10)
        self.more = ElidedLabel(self.foot)
        self.more.setObjectName(u"more")
        self.more.setTextFormat(Qt.TextFormat.PlainText)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        sizePolicy1.setHorizontalStretch(1)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.more.sizePolicy().hasHeightForWidth())
        self.more.setSizePolicy(sizePolicy1)
        self.more.setProperty(u"role", u"caption")

        self.foot_row.addWidget(self.more)

        self.retry = QPushButton(self.foot)
        self.retry.setObjectName(u"retry")

        self.foot_row.addWidget(self.retry)

        self.cancel = QPushButton(self.foot)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setProperty(u"role", u"danger")

        self.foot_row.addWidget(self.cancel)


        self.column.addWidget(self.foot)

        QWidget.setTabOrder(self.pause, self.task_type)
        QWidget.setTabOrder(self.task_type, self.retry_all)
        QWidget.setTabOrder(self.retry_all, self.cancel_all)
        QWidget.setTabOrder(self.cancel_all, self.tasks)
        QWidget.setTabOrder(self.tasks, self.retry)
        QWidget.setTabOrder(self.retry, self.cancel)

        self.retranslateUi(QueuePane)

        QMetaObject.connectSlotsByName(QueuePane)
    # setupUi

    def retranslateUi(self, QueuePane: QWidget) -> None:
        self.pause.setText(QCoreApplication.translate("QueuePane", u"Pause", None))
#if QT_CONFIG(tooltip)
        self.pause_parts.setToolTip(QCoreApplication.translate("QueuePane", u"Pause only one kind of work, or only the work of this session", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.task_type.setAccessibleName(QCoreApplication.translate("QueuePane", u"Type of task", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.task_type.setToolTip(QCoreApplication.translate("QueuePane", u"Show one type of task", None))
#endif // QT_CONFIG(tooltip)
        self.retry_all.setText(QCoreApplication.translate("QueuePane", u"Retry all failed", None))
        self.cancel_all.setText(QCoreApplication.translate("QueuePane", u"Cancel all failed", None))
#if QT_CONFIG(tooltip)
        self.cancel_all.setToolTip(QCoreApplication.translate("QueuePane", u"Give them up: they are no longer counted as failed", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.tasks.setAccessibleName(QCoreApplication.translate("QueuePane", u"Tasks", None))
#endif // QT_CONFIG(accessibility)
        self.retry.setText(QCoreApplication.translate("QueuePane", u"Retry", None))
        self.cancel.setText(QCoreApplication.translate("QueuePane", u"Cancel task", None))
        pass
    # retranslateUi

