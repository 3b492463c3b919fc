# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'backups_dialog.ui'
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
    QHBoxLayout, QLabel, QListView, QPushButton,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_BackupsDialog(object):
    def setupUi(self, BackupsDialog: QDialog) -> None:
        if not BackupsDialog.objectName():
            BackupsDialog.setObjectName(u"BackupsDialog")
        BackupsDialog.setMinimumSize(QSize(480, 380))
        self.column = QVBoxLayout(BackupsDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.heading = QLabel(BackupsDialog)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.caption = QLabel(BackupsDialog)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setObjectName(u"caption")
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setProperty(u"role", u"caption")

        self.column.addWidget(self.caption)

        self.notice = NoticeBar(BackupsDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.question = QFrame(BackupsDialog)
        self.question.setObjectName(u"question")
        self.question.setProperty(u"role", u"card")
        self.question_column = QVBoxLayout(self.question)
        self.question_column.setSpacing(8)
        self.question_column.setObjectName(u"question_column")
        self.question_column.setContentsMargins(14, 10, 14, 10)
        self.question_text = QLabel(self.question)
        self.question_text.setTextFormat(Qt.TextFormat.PlainText)
        self.question_text.setObjectName(u"question_text")
        self.question_text.setTextFormat(Qt.TextFormat.PlainText)
        self.question_text.setWordWrap(True)

        self.question_column.addWidget(self.question_text)

        self.question_row = QHBoxLayout()
        self.question_row.setSpacing(8)
        self.question_row.setObjectName(u"question_row")
        self.question_row.setContentsMargins(0, 0, 0, 0)
        self.question_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.question_row.addItem(self.question_gap)

        self.keep = QPushButton(self.question)
        self.keep.setObjectName(u"keep")
        self.keep.setAutoDefault(False)

        self.question_row.addWidget(self.keep)

        self.go_on = QPushButton(self.question)
        self.go_on.setObjectName(u"go_on")
        self.go_on.setAutoDefault(False)
        self.go_on.setProperty(u"role", u"danger")

        self.question_row.addWidget(self.go_on)


        self.question_column.addLayout(self.question_row)


        self.column.addWidget(self.question)

        self.pages = QStackedWidget(BackupsDialog)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setSpacing(8)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(0, 0, 0, 0)
        self.lines = QListView(self.list_page)
        self.lines.setObjectName(u"lines")
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.lines.setMouseTracking(True)

        self.list_column.addWidget(self.lines)

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
        self.create = QPushButton(BackupsDialog)
        self.create.setObjectName(u"create")
        self.create.setAutoDefault(False)

        self.foot.addWidget(self.create)

        self.verify = QPushButton(BackupsDialog)
        self.verify.setObjectName(u"verify")
        self.verify.setAutoDefault(False)

        self.foot.addWidget(self.verify)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.close = QPushButton(BackupsDialog)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)

        self.foot.addWidget(self.close)

        self.restore = QPushButton(BackupsDialog)
        self.restore.setObjectName(u"restore")
        self.restore.setAutoDefault(False)
        self.restore.setProperty(u"role", u"primary")

        self.foot.addWidget(self.restore)


        self.column.addLayout(self.foot)


        self.retranslateUi(BackupsDialog)

        QMetaObject.connectSlotsByName(BackupsDialog)
    # setupUi

    def retranslateUi(self, BackupsDialog: QDialog) -> None:
        BackupsDialog.setWindowTitle(QCoreApplication.translate("BackupsDialog", u"Backups", None))
        self.heading.setText(QCoreApplication.translate("BackupsDialog", u"Copies of your whole library", None))
        self.caption.setText(QCoreApplication.translate("BackupsDialog", u"They are made before risky steps and every 30 minutes of change. Restoring one keeps what stands here now beside it.", None))
        self.keep.setText(QCoreApplication.translate("BackupsDialog", u"Keep what is here", None))
        self.go_on.setText(QCoreApplication.translate("BackupsDialog", u"Restore it", None))
#if QT_CONFIG(accessibility)
        self.lines.setAccessibleName(QCoreApplication.translate("BackupsDialog", u"Backups, the newest first", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.create.setToolTip(QCoreApplication.translate("BackupsDialog", u"Copy the library as it is now", None))
#endif // QT_CONFIG(tooltip)
        self.create.setText(QCoreApplication.translate("BackupsDialog", u"Back up now", None))
#if QT_CONFIG(tooltip)
        self.verify.setToolTip(QCoreApplication.translate("BackupsDialog", u"Read the chosen backup to its last byte", None))
#endif // QT_CONFIG(tooltip)
        self.verify.setText(QCoreApplication.translate("BackupsDialog", u"Check it", None))
        self.close.setText(QCoreApplication.translate("BackupsDialog", u"Close", None))
#if QT_CONFIG(tooltip)
        self.restore.setToolTip(QCoreApplication.translate("BackupsDialog", u"Put the chosen backup in the place of the library", None))
#endif // QT_CONFIG(tooltip)
        self.restore.setText(QCoreApplication.translate("BackupsDialog", u"Restore \u2026", None))
    # retranslateUi

