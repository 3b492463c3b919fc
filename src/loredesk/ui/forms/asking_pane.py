# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'asking_pane.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QLineEdit, QProgressBar,
    QPushButton, QSizePolicy, QStackedWidget, QToolButton,
    QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_AskingPane(object):
    def setupUi(self, AskingPane: QWidget) -> None:
        if not AskingPane.objectName():
            AskingPane.setObjectName(u"AskingPane")
        AskingPane.setProperty(u"role", u"pane")
        self.column = QVBoxLayout(AskingPane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QVBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(12, 10, 12, 8)
        self.question_row = QHBoxLayout()
        self.question_row.setSpacing(8)
        self.question_row.setObjectName(u"question_row")
        self.question = QLineEdit(AskingPane)
        self.question.setObjectName(u"question")
        self.question.setClearButtonEnabled(True)

        self.question_row.addWidget(self.question)

        self.ask = QPushButton(AskingPane)
        self.ask.setObjectName(u"ask")
        self.ask.setProperty(u"role", u"primary")

        self.question_row.addWidget(self.ask)

        self.stop = QPushButton(AskingPane)
        self.stop.setObjectName(u"stop")

        self.question_row.addWidget(self.stop)


        self.head.addLayout(self.question_row)

        self.offers = QWidget(AskingPane)
        self.offers.setObjectName(u"offers")
        self.threads = QToolButton(self.offers)
        self.threads.setObjectName(u"threads")
        self.threads.setProperty(u"role", u"chip")

        self.head.addWidget(self.offers)

        self.progress = QProgressBar(AskingPane)
        self.progress.setObjectName(u"progress")
        self.progress.setMaximum(0)
        self.progress.setTextVisible(False)

        self.head.addWidget(self.progress)

        self.notice = NoticeBar(AskingPane)
        self.notice.setObjectName(u"notice")

        self.head.addWidget(self.notice)


        self.column.addLayout(self.head)

        self.pages = QStackedWidget(AskingPane)
        self.pages.setObjectName(u"pages")
        self.answer_page = QWidget()
        self.answer_page.setObjectName(u"answer_page")
        self.answer_column = QVBoxLayout(self.answer_page)
        self.answer_column.setSpacing(0)
        self.answer_column.setObjectName(u"answer_column")
        self.answer_column.setContentsMargins(12, 4, 8, 10)
        self.answer = SafeText(self.answer_page)
        self.answer.setObjectName(u"answer")
        self.answer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.answer_column.addWidget(self.answer)

        self.pages.addWidget(self.answer_page)
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

        QWidget.setTabOrder(self.question, self.ask)
        QWidget.setTabOrder(self.ask, self.stop)
        QWidget.setTabOrder(self.stop, self.threads)
        QWidget.setTabOrder(self.threads, self.answer)

        self.retranslateUi(AskingPane)

        QMetaObject.connectSlotsByName(AskingPane)
    # setupUi

    def retranslateUi(self, AskingPane: QWidget) -> None:
        self.question.setPlaceholderText(QCoreApplication.translate("AskingPane", u"Ask the lore", None))
#if QT_CONFIG(accessibility)
        self.question.setAccessibleName(QCoreApplication.translate("AskingPane", u"A question about the lore and the story", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.question.setToolTip(QCoreApplication.translate("AskingPane", u"Ask about anything that is written down: entries, notes, the story", None))
#endif // QT_CONFIG(tooltip)
        self.ask.setText(QCoreApplication.translate("AskingPane", u"Ask", None))
#if QT_CONFIG(tooltip)
        self.ask.setToolTip(QCoreApplication.translate("AskingPane", u"Have the model answer from what is written down, with sources", None))
#endif // QT_CONFIG(tooltip)
        self.stop.setText(QCoreApplication.translate("AskingPane", u"Stop", None))
#if QT_CONFIG(tooltip)
        self.stop.setToolTip(QCoreApplication.translate("AskingPane", u"Stop looking; your question is kept", None))
#endif // QT_CONFIG(tooltip)
        self.threads.setText(QCoreApplication.translate("AskingPane", u"Themes, open threads", None))
#if QT_CONFIG(tooltip)
        self.threads.setToolTip(QCoreApplication.translate("AskingPane", u"Look for what runs through this session, and what is still open in it", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.threads.setAccessibleName(QCoreApplication.translate("AskingPane", u"Themes and open threads of this session", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("AskingPane", u"An answer is being looked for", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.answer.setAccessibleName(QCoreApplication.translate("AskingPane", u"The answer, and where it comes from", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

