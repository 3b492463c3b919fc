# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'chat_pane.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QPushButton, QSizePolicy, QSpacerItem, QStackedWidget,
    QToolButton, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_ChatPane(object):
    def setupUi(self, ChatPane: QWidget) -> None:
        if not ChatPane.objectName():
            ChatPane.setObjectName(u"ChatPane")
        self.whole = QVBoxLayout(ChatPane)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(ChatPane)
        self.pages.setObjectName(u"pages")
        self.closed = EmptyState()
        self.closed.setObjectName(u"closed")
        self.pages.addWidget(self.closed)
        self.open = QWidget()
        self.open.setObjectName(u"open")
        self.open_column = QVBoxLayout(self.open)
        self.open_column.setSpacing(0)
        self.open_column.setObjectName(u"open_column")
        self.open_column.setContentsMargins(0, 0, 0, 0)
        self.bar = QWidget(self.open)
        self.bar.setObjectName(u"bar")
        self.bar.setProperty(u"role", u"bar")
        self.bar_row = QHBoxLayout(self.bar)
        self.bar_row.setSpacing(12)
        self.bar_row.setObjectName(u"bar_row")
        self.bar_row.setContentsMargins(24, 8, 24, 8)
        self.title = ElidedLabel(self.bar)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"story-title")

        self.bar_row.addWidget(self.title)

        self.world = QLabel(self.bar)
        self.world.setTextFormat(Qt.TextFormat.PlainText)
        self.world.setObjectName(u"world")
        self.world.setProperty(u"role", u"caption")
        self.world.setTextFormat(Qt.TextFormat.PlainText)

        self.bar_row.addWidget(self.world)

        self.so_far = QPushButton(self.bar)
        self.so_far.setObjectName(u"so_far")
        self.so_far.setProperty(u"role", u"quiet")

        self.bar_row.addWidget(self.so_far)


        self.open_column.addWidget(self.bar)

        self.story = QStackedWidget(self.open)
        self.story.setObjectName(u"story")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.story.sizePolicy().hasHeightForWidth())
        self.story.setSizePolicy(sizePolicy)
        self.unwritten = EmptyState()
        self.unwritten.setObjectName(u"unwritten")
        self.story.addWidget(self.unwritten)

        self.open_column.addWidget(self.story)

        self.desk_row = QHBoxLayout()
        self.desk_row.setObjectName(u"desk_row")
        self.desk_row.setContentsMargins(24, 0, 35, 12)
        self.desk = QWidget(self.open)
        self.desk.setObjectName(u"desk")
        self.desk_column = QVBoxLayout(self.desk)
        self.desk_column.setSpacing(6)
        self.desk_column.setObjectName(u"desk_column")
        self.desk_column.setContentsMargins(0, 4, 0, 0)
        self.notice = NoticeBar(self.desk)
        self.notice.setObjectName(u"notice")

        self.desk_column.addWidget(self.notice)

        self.moved = NoticeBar(self.desk)
        self.moved.setObjectName(u"moved")

        self.desk_column.addWidget(self.moved)

        self.question_place = QVBoxLayout()
        self.question_place.setObjectName(u"question_place")

        self.desk_column.addLayout(self.question_place)

        self.strip = QHBoxLayout()
        self.strip.setSpacing(2)
        self.strip.setObjectName(u"strip")
        self.earlier_take = QToolButton(self.desk)
        self.earlier_take.setObjectName(u"earlier_take")

        self.strip.addWidget(self.earlier_take)

        self.take = QLabel(self.desk)
        self.take.setTextFormat(Qt.TextFormat.PlainText)
        self.take.setObjectName(u"take")
        self.take.setProperty(u"role", u"caption")

        self.strip.addWidget(self.take)

        self.later_take = QToolButton(self.desk)
        self.later_take.setObjectName(u"later_take")

        self.strip.addWidget(self.later_take)

        self.regenerate = QPushButton(self.desk)
        self.regenerate.setObjectName(u"regenerate")
        self.regenerate.setProperty(u"role", u"quiet")

        self.strip.addWidget(self.regenerate)

        self.go_on = QPushButton(self.desk)
        self.go_on.setObjectName(u"go_on")
        self.go_on.setProperty(u"role", u"quiet")

        self.strip.addWidget(self.go_on)

        self.strip_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.strip.addItem(self.strip_gap)

        self.status = QLabel(self.desk)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setObjectName(u"status")
        self.status.setProperty(u"role", u"caption")

        self.strip.addWidget(self.status)


        self.desk_column.addLayout(self.strip)

        self.card = QFrame(self.desk)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"composer")
        self.card_row = QHBoxLayout(self.card)
        self.card_row.setSpacing(8)
        self.card_row.setObjectName(u"card_row")
        self.card_row.setContentsMargins(10, 6, 8, 8)
        self.editor_place = QVBoxLayout()
        self.editor_place.setObjectName(u"editor_place")

        self.card_row.addLayout(self.editor_place)

        self.send = QPushButton(self.card)
        self.send.setObjectName(u"send")
        self.send.setProperty(u"role", u"primary")

        self.card_row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)

        self.stop = QPushButton(self.card)
        self.stop.setObjectName(u"stop")

        self.card_row.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignBottom)


        self.desk_column.addWidget(self.card)


        self.desk_row.addWidget(self.desk)


        self.open_column.addLayout(self.desk_row)

        self.pages.addWidget(self.open)

        self.whole.addWidget(self.pages)


        self.retranslateUi(ChatPane)

        QMetaObject.connectSlotsByName(ChatPane)
    # setupUi

    def retranslateUi(self, ChatPane: QWidget) -> None:
        self.so_far.setText(QCoreApplication.translate("ChatPane", u"Story so far", None))
#if QT_CONFIG(tooltip)
        self.so_far.setToolTip(QCoreApplication.translate("ChatPane", u"Read what is summed up of this story, chapter by chapter", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(tooltip)
        self.earlier_take.setToolTip(QCoreApplication.translate("ChatPane", u"Show the take before this one", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.earlier_take.setAccessibleName(QCoreApplication.translate("ChatPane", u"Earlier take", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.later_take.setToolTip(QCoreApplication.translate("ChatPane", u"Show the take after this one", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.later_take.setAccessibleName(QCoreApplication.translate("ChatPane", u"Later take", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.regenerate.setToolTip(QCoreApplication.translate("ChatPane", u"Ask for another take of the newest reply; this one is kept", None))
#endif // QT_CONFIG(tooltip)
        self.go_on.setText(QCoreApplication.translate("ChatPane", u"Continue", None))
#if QT_CONFIG(tooltip)
        self.go_on.setToolTip(QCoreApplication.translate("ChatPane", u"Let the narrator go on without a turn of yours", None))
#endif // QT_CONFIG(tooltip)
        self.send.setText(QCoreApplication.translate("ChatPane", u"Send", None))
#if QT_CONFIG(tooltip)
        self.send.setToolTip(QCoreApplication.translate("ChatPane", u"Play this turn (Enter)", None))
#endif // QT_CONFIG(tooltip)
        self.stop.setText(QCoreApplication.translate("ChatPane", u"Stop", None))
#if QT_CONFIG(tooltip)
        self.stop.setToolTip(QCoreApplication.translate("ChatPane", u"Stop the reply; what has arrived is kept (Esc)", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

