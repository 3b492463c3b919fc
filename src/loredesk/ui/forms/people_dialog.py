# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'people_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QLineEdit, QListWidget, QListWidgetItem, QPushButton,
    QRadioButton, QSizePolicy, QSpacerItem, QSpinBox,
    QStackedWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.short_text import ShortText

class Ui_PeopleDialog(object):
    def setupUi(self, PeopleDialog: QDialog) -> None:
        if not PeopleDialog.objectName():
            PeopleDialog.setObjectName(u"PeopleDialog")
        PeopleDialog.setMinimumSize(QSize(400, 440))
        self.column = QVBoxLayout(PeopleDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.heading = QLabel(PeopleDialog)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.sentence_place = QWidget(PeopleDialog)
        self.sentence_place.setObjectName(u"sentence_place")
        self.sentence_column = QVBoxLayout(self.sentence_place)
        self.sentence_column.setSpacing(8)
        self.sentence_column.setObjectName(u"sentence_column")
        self.sentence_column.setContentsMargins(0, 0, 0, 0)
        self.sentence = ShortText(self.sentence_place)
        self.sentence.setObjectName(u"sentence")

        self.sentence_column.addWidget(self.sentence)


        self.column.addWidget(self.sentence_place)

        self.caption = QLabel(PeopleDialog)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setObjectName(u"caption")
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setProperty(u"role", u"caption")

        self.column.addWidget(self.caption)

        self.notice = NoticeBar(PeopleDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.choices = QWidget(PeopleDialog)
        self.choices.setObjectName(u"choices")
        self.choices_column = QVBoxLayout(self.choices)
        self.choices_column.setSpacing(6)
        self.choices_column.setObjectName(u"choices_column")
        self.choices_column.setContentsMargins(0, 0, 0, 0)
        self.as_entry = QRadioButton(self.choices)
        self.as_entry.setObjectName(u"as_entry")

        self.choices_column.addWidget(self.as_entry)

        self.everyone = QRadioButton(self.choices)
        self.everyone.setObjectName(u"everyone")

        self.choices_column.addWidget(self.everyone)

        self.nobody = QRadioButton(self.choices)
        self.nobody.setObjectName(u"nobody")

        self.choices_column.addWidget(self.nobody)

        self.some = QRadioButton(self.choices)
        self.some.setObjectName(u"some")

        self.choices_column.addWidget(self.some)


        self.column.addWidget(self.choices)

        self.turn_place = QWidget(PeopleDialog)
        self.turn_place.setObjectName(u"turn_place")
        self.turn_row = QHBoxLayout(self.turn_place)
        self.turn_row.setSpacing(8)
        self.turn_row.setObjectName(u"turn_row")
        self.turn_row.setContentsMargins(0, 0, 0, 0)
        self.turn_label = QLabel(self.turn_place)
        self.turn_label.setTextFormat(Qt.TextFormat.PlainText)
        self.turn_label.setObjectName(u"turn_label")
        self.turn_label.setTextFormat(Qt.TextFormat.PlainText)

        self.turn_row.addWidget(self.turn_label)

        self.turn = QSpinBox(self.turn_place)
        self.turn.setObjectName(u"turn")
        self.turn.setKeyboardTracking(False)

        self.turn_row.addWidget(self.turn)

        self.said = ElidedLabel(self.turn_place)
        self.said.setObjectName(u"said")
        self.said.setProperty(u"role", u"caption")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.said.sizePolicy().hasHeightForWidth())
        self.said.setSizePolicy(sizePolicy)

        self.turn_row.addWidget(self.said)


        self.column.addWidget(self.turn_place)

        self.people_place = QWidget(PeopleDialog)
        self.people_place.setObjectName(u"people_place")
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(1)
        sizePolicy1.setHeightForWidth(self.people_place.sizePolicy().hasHeightForWidth())
        self.people_place.setSizePolicy(sizePolicy1)
        self.people_column = QVBoxLayout(self.people_place)
        self.people_column.setSpacing(8)
        self.people_column.setObjectName(u"people_column")
        self.people_column.setContentsMargins(0, 0, 0, 0)
        self.wanted = QLineEdit(self.people_place)
        self.wanted.setObjectName(u"wanted")
        self.wanted.setClearButtonEnabled(True)

        self.people_column.addWidget(self.wanted)

        self.pages = QStackedWidget(self.people_place)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setSpacing(8)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(0, 0, 0, 0)
        self.people = QListWidget(self.list_page)
        self.people.setObjectName(u"people")
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        self.list_column.addWidget(self.people)

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

        self.people_column.addWidget(self.pages)

        self.more = QLabel(self.people_place)
        self.more.setTextFormat(Qt.TextFormat.PlainText)
        self.more.setObjectName(u"more")
        self.more.setTextFormat(Qt.TextFormat.PlainText)
        self.more.setWordWrap(True)
        self.more.setProperty(u"role", u"caption")

        self.people_column.addWidget(self.more)


        self.column.addWidget(self.people_place)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.gap)

        self.cancel = QPushButton(PeopleDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.foot.addWidget(self.cancel)

        self.accept = QPushButton(PeopleDialog)
        self.accept.setObjectName(u"accept")
        self.accept.setAutoDefault(False)
        self.accept.setProperty(u"role", u"primary")

        self.foot.addWidget(self.accept)


        self.column.addLayout(self.foot)

#if QT_CONFIG(shortcut)
        self.turn_label.setBuddy(self.turn)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PeopleDialog)

        QMetaObject.connectSlotsByName(PeopleDialog)
    # setupUi

    def retranslateUi(self, PeopleDialog: QDialog) -> None:
        PeopleDialog.setWindowTitle(QCoreApplication.translate("PeopleDialog", u"Who knows this?", None))
#if QT_CONFIG(accessibility)
        self.sentence.setAccessibleName(QCoreApplication.translate("PeopleDialog", u"The sentence", None))
#endif // QT_CONFIG(accessibility)
        self.as_entry.setText(QCoreApplication.translate("PeopleDialog", u"&Whoever knows the entry", None))
#if QT_CONFIG(tooltip)
        self.as_entry.setToolTip(QCoreApplication.translate("PeopleDialog", u"Nothing is set for this sentence alone", None))
#endif // QT_CONFIG(tooltip)
        self.everyone.setText(QCoreApplication.translate("PeopleDialog", u"&Everyone", None))
#if QT_CONFIG(tooltip)
        self.everyone.setToolTip(QCoreApplication.translate("PeopleDialog", u"Whoever speaks may tell it", None))
#endif // QT_CONFIG(tooltip)
        self.nobody.setText(QCoreApplication.translate("PeopleDialog", u"&Nobody in the story", None))
#if QT_CONFIG(tooltip)
        self.nobody.setToolTip(QCoreApplication.translate("PeopleDialog", u"Only the narrator who may tell all knows it", None))
#endif // QT_CONFIG(tooltip)
        self.some.setText(QCoreApplication.translate("PeopleDialog", u"&These:", None))
#if QT_CONFIG(tooltip)
        self.some.setToolTip(QCoreApplication.translate("PeopleDialog", u"They know it, and who belongs to them", None))
#endif // QT_CONFIG(tooltip)
        self.turn_label.setText(QCoreApplication.translate("PeopleDialog", u"In &turn", None))
#if QT_CONFIG(accessibility)
        self.turn.setAccessibleName(QCoreApplication.translate("PeopleDialog", u"The turn it was learned in", None))
#endif // QT_CONFIG(accessibility)
        self.wanted.setPlaceholderText(QCoreApplication.translate("PeopleDialog", u"Search by name", None))
#if QT_CONFIG(accessibility)
        self.wanted.setAccessibleName(QCoreApplication.translate("PeopleDialog", u"Search by name", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.people.setAccessibleName(QCoreApplication.translate("PeopleDialog", u"Characters and factions to choose", None))
#endif // QT_CONFIG(accessibility)
        self.more.setText(QCoreApplication.translate("PeopleDialog", u"The list has the first of many; a name above finds the others.", None))
        self.cancel.setText(QCoreApplication.translate("PeopleDialog", u"Cancel", None))
        self.accept.setText(QCoreApplication.translate("PeopleDialog", u"Set", None))
    # retranslateUi

