# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'summaries_pane.ui'
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
    QLabel, QListView, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QSplitter, QStackedWidget,
    QToolButton, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_SummariesPane(object):
    def setupUi(self, SummariesPane: QWidget) -> None:
        if not SummariesPane.objectName():
            SummariesPane.setObjectName(u"SummariesPane")
        SummariesPane.setProperty(u"role", u"pane")
        self.column = QVBoxLayout(SummariesPane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QVBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(12, 10, 12, 8)
        self.summary_row = QHBoxLayout()
        self.summary_row.setSpacing(8)
        self.summary_row.setObjectName(u"summary_row")
        self.summary = QLabel(SummariesPane)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName(u"summary")
        self.summary.setProperty(u"role", u"heading")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.summary.sizePolicy().hasHeightForWidth())
        self.summary.setSizePolicy(sizePolicy)

        self.summary_row.addWidget(self.summary)

        self.length = QToolButton(SummariesPane)
        self.length.setObjectName(u"length")
        self.length.setProperty(u"role", u"chip")
        self.length.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.length.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

        self.summary_row.addWidget(self.length, 0, Qt.AlignmentFlag.AlignTop)


        self.head.addLayout(self.summary_row)

        self.progress = QLabel(SummariesPane)
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setObjectName(u"progress")
        self.progress.setProperty(u"role", u"caption")
        self.progress.setTextFormat(Qt.TextFormat.PlainText)
        self.progress.setWordWrap(True)

        self.head.addWidget(self.progress)

        self.notice = NoticeBar(SummariesPane)
        self.notice.setObjectName(u"notice")

        self.head.addWidget(self.notice)


        self.column.addLayout(self.head)

        self.pages = QStackedWidget(SummariesPane)
        self.pages.setObjectName(u"pages")
        self.parts_page = QWidget()
        self.parts_page.setObjectName(u"parts_page")
        self.parts_column = QVBoxLayout(self.parts_page)
        self.parts_column.setSpacing(0)
        self.parts_column.setObjectName(u"parts_column")
        self.parts_column.setContentsMargins(6, 0, 0, 0)
        self.sides = QSplitter(self.parts_page)
        self.sides.setObjectName(u"sides")
        self.sides.setOrientation(Qt.Orientation.Vertical)
        self.sides.setChildrenCollapsible(False)
        self.parts = QListView(self.sides)
        self.parts.setObjectName(u"parts")
        self.parts.setMinimumSize(QSize(150, 96))
        self.parts.setFrameShape(QFrame.Shape.NoFrame)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.parts.setMouseTracking(True)
        self.sides.addWidget(self.parts)
        self.detail_pages = QStackedWidget(self.sides)
        self.detail_pages.setObjectName(u"detail_pages")
        self.reading_page = QWidget()
        self.reading_page.setObjectName(u"reading_page")
        self.reading_column = QVBoxLayout(self.reading_page)
        self.reading_column.setSpacing(8)
        self.reading_column.setObjectName(u"reading_column")
        self.reading_column.setContentsMargins(6, 8, 12, 10)
        self.detail = SafeText(self.reading_page)
        self.detail.setObjectName(u"detail")

        self.reading_column.addWidget(self.detail)

        self.buttons = QWidget(self.reading_page)
        self.buttons.setObjectName(u"buttons")

        self.reading_column.addWidget(self.buttons)

        self.detail_pages.addWidget(self.reading_page)
        self.editing_page = QWidget()
        self.editing_page.setObjectName(u"editing_page")
        self.editing_column = QVBoxLayout(self.editing_page)
        self.editing_column.setSpacing(8)
        self.editing_column.setObjectName(u"editing_column")
        self.editing_column.setContentsMargins(6, 8, 12, 10)
        self.editing = QLabel(self.editing_page)
        self.editing.setTextFormat(Qt.TextFormat.PlainText)
        self.editing.setObjectName(u"editing")
        self.editing.setProperty(u"role", u"caption")
        self.editing.setTextFormat(Qt.TextFormat.PlainText)
        self.editing.setWordWrap(True)

        self.editing_column.addWidget(self.editing)

        self.editor = QPlainTextEdit(self.editing_page)
        self.editor.setObjectName(u"editor")
        self.editor.setTabChangesFocus(True)

        self.editing_column.addWidget(self.editor)

        self.editing_row = QHBoxLayout()
        self.editing_row.setSpacing(8)
        self.editing_row.setObjectName(u"editing_row")
        self.keep = QPushButton(self.editing_page)
        self.keep.setObjectName(u"keep")
        self.keep.setProperty(u"role", u"primary")

        self.editing_row.addWidget(self.keep)

        self.leave = QPushButton(self.editing_page)
        self.leave.setObjectName(u"leave")

        self.editing_row.addWidget(self.leave)

        self.editing_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.editing_row.addItem(self.editing_gap)


        self.editing_column.addLayout(self.editing_row)

        self.detail_pages.addWidget(self.editing_page)
        self.sides.addWidget(self.detail_pages)

        self.parts_column.addWidget(self.sides)

        self.pages.addWidget(self.parts_page)
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

#if QT_CONFIG(shortcut)
        self.editing.setBuddy(self.editor)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SummariesPane)

        QMetaObject.connectSlotsByName(SummariesPane)
    # setupUi

    def retranslateUi(self, SummariesPane: QWidget) -> None:
#if QT_CONFIG(tooltip)
        self.length.setToolTip(QCoreApplication.translate("SummariesPane", u"After how many turns a chapter of this session ends and is summed up", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.length.setAccessibleName(QCoreApplication.translate("SummariesPane", u"How long a chapter is", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.parts.setAccessibleName(QCoreApplication.translate("SummariesPane", u"The whole story and its chapters", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.detail.setAccessibleName(QCoreApplication.translate("SummariesPane", u"The chosen summary, with the turns each sentence rests on", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.editor.setAccessibleName(QCoreApplication.translate("SummariesPane", u"Your words for this summary", None))
#endif // QT_CONFIG(accessibility)
        self.keep.setText(QCoreApplication.translate("SummariesPane", u"Keep", None))
#if QT_CONFIG(tooltip)
        self.keep.setToolTip(QCoreApplication.translate("SummariesPane", u"Keep your words; no model changes them unless you ask it to (Ctrl+Enter)", None))
#endif // QT_CONFIG(tooltip)
        self.leave.setText(QCoreApplication.translate("SummariesPane", u"Cancel", None))
#if QT_CONFIG(tooltip)
        self.leave.setToolTip(QCoreApplication.translate("SummariesPane", u"Leave the summary as it was (Esc)", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

