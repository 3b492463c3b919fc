# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'first_start_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QCheckBox, QDialog, QFrame,
    QHBoxLayout, QLabel, QPushButton, QSizePolicy,
    QSpacerItem, QTabWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_FirstStartDialog(object):
    def setupUi(self, FirstStartDialog: QDialog) -> None:
        if not FirstStartDialog.objectName():
            FirstStartDialog.setObjectName(u"FirstStartDialog")
        FirstStartDialog.setMinimumSize(QSize(760, 680))
        self.layout_5 = QVBoxLayout(FirstStartDialog)
        self.layout_5.setSpacing(12)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(24, 20, 24, 16)
        self.welcome = QLabel(FirstStartDialog)
        self.welcome.setTextFormat(Qt.TextFormat.PlainText)
        self.welcome.setObjectName(u"welcome")
        self.welcome.setTextFormat(Qt.TextFormat.PlainText)
        self.welcome.setProperty(u"role", u"title")

        self.layout_5.addWidget(self.welcome)

        self.words = QLabel(FirstStartDialog)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setObjectName(u"words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty(u"role", u"muted")

        self.layout_5.addWidget(self.words)

        self.notice = NoticeBar(FirstStartDialog)
        self.notice.setObjectName(u"notice")

        self.layout_5.addWidget(self.notice)

        self.main_choice = QFrame(FirstStartDialog)
        self.main_choice.setObjectName(u"main_choice")
        self.main_choice.setProperty(u"role", u"card")
        self.main_choice.setProperty(u"tone", u"accent")
        self.layout_2 = QHBoxLayout(self.main_choice)
        self.layout_2.setSpacing(14)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(16, 14, 16, 14)
        self.main_icon = QLabel(self.main_choice)
        self.main_icon.setTextFormat(Qt.TextFormat.PlainText)
        self.main_icon.setObjectName(u"main_icon")

        self.layout_2.addWidget(self.main_icon)

        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.main_title = QLabel(self.main_choice)
        self.main_title.setTextFormat(Qt.TextFormat.PlainText)
        self.main_title.setObjectName(u"main_title")
        self.main_title.setTextFormat(Qt.TextFormat.PlainText)
        self.main_title.setProperty(u"role", u"story-title")

        self.layout_1.addWidget(self.main_title)

        self.main_words = QLabel(self.main_choice)
        self.main_words.setTextFormat(Qt.TextFormat.PlainText)
        self.main_words.setObjectName(u"main_words")
        self.main_words.setTextFormat(Qt.TextFormat.PlainText)
        self.main_words.setWordWrap(True)

        self.layout_1.addWidget(self.main_words)

        self.main_leaving = QLabel(self.main_choice)
        self.main_leaving.setTextFormat(Qt.TextFormat.PlainText)
        self.main_leaving.setObjectName(u"main_leaving")
        self.main_leaving.setTextFormat(Qt.TextFormat.PlainText)
        self.main_leaving.setProperty(u"role", u"caption")

        self.layout_1.addWidget(self.main_leaving)


        self.layout_2.addLayout(self.layout_1)

        self.begin_built_in = QPushButton(self.main_choice)
        self.begin_built_in.setObjectName(u"begin_built_in")
        self.begin_built_in.setProperty(u"role", u"primary")

        self.layout_2.addWidget(self.begin_built_in)

        self.layout_2.setStretch(1, 1)

        self.layout_5.addWidget(self.main_choice)

        self.others = QLabel(FirstStartDialog)
        self.others.setTextFormat(Qt.TextFormat.PlainText)
        self.others.setObjectName(u"others")
        self.others.setTextFormat(Qt.TextFormat.PlainText)
        self.others.setProperty(u"role", u"heading")

        self.layout_5.addWidget(self.others)

        self.tabs = QTabWidget(FirstStartDialog)
        self.tabs.setObjectName(u"tabs")

        self.layout_5.addWidget(self.tabs)

        self.layout_4 = QHBoxLayout()
        self.layout_4.setSpacing(8)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.with_sample = QCheckBox(FirstStartDialog)
        self.with_sample.setObjectName(u"with_sample")
        self.with_sample.setChecked(True)

        self.layout_4.addWidget(self.with_sample)

        self.spacer_3 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_4.addItem(self.spacer_3)

        self.skip = QPushButton(FirstStartDialog)
        self.skip.setObjectName(u"skip")
        self.skip.setProperty(u"role", u"quiet")
        self.skip.setAutoDefault(False)

        self.layout_4.addWidget(self.skip)


        self.layout_5.addLayout(self.layout_4)

        self.search_words = QLabel(FirstStartDialog)
        self.search_words.setTextFormat(Qt.TextFormat.PlainText)
        self.search_words.setObjectName(u"search_words")
        self.search_words.setTextFormat(Qt.TextFormat.PlainText)
        self.search_words.setWordWrap(True)
        self.search_words.setProperty(u"role", u"caption")

        self.layout_5.addWidget(self.search_words)


        self.retranslateUi(FirstStartDialog)

        self.begin_built_in.setDefault(True)


        QMetaObject.connectSlotsByName(FirstStartDialog)
    # setupUi

    def retranslateUi(self, FirstStartDialog: QDialog) -> None:
        FirstStartDialog.setWindowTitle(QCoreApplication.translate("FirstStartDialog", u"Begin", None))
        self.welcome.setText(QCoreApplication.translate("FirstStartDialog", u"Welcome to Loredesk", None))
        self.words.setText(QCoreApplication.translate("FirstStartDialog", u"Play a campaign, and the world remembers by itself. Everything is kept on this machine. How would you like to begin?", None))
        self.main_title.setText(QCoreApplication.translate("FirstStartDialog", u"Begin at once", None))
        self.main_words.setText(QCoreApplication.translate("FirstStartDialog", u"The built-in models and a sample world: no key, no network, no download. They are rules, not a language model, but good enough to try everything.", None))
        self.main_leaving.setText(QCoreApplication.translate("FirstStartDialog", u"Nothing leaves this machine.", None))
        self.begin_built_in.setText(QCoreApplication.translate("FirstStartDialog", u"Begin with the sample world", None))
        self.others.setText(QCoreApplication.translate("FirstStartDialog", u"Or connect a language model", None))
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("FirstStartDialog", u"Ways to reach a language model", None))
#endif // QT_CONFIG(accessibility)
        self.with_sample.setText(QCoreApplication.translate("FirstStartDialog", u"Open the &sample world to try it in", None))
        self.skip.setText(QCoreApplication.translate("FirstStartDialog", u"Decide later", None))
        self.search_words.setText("")
    # retranslateUi

