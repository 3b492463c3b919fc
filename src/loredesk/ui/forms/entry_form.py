# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'entry_form.ui'
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
    QGridLayout, QHBoxLayout, QLabel, QLineEdit,
    QListWidget, QListWidgetItem, QPlainTextEdit, QPushButton,
    QSizePolicy, QSpacerItem, QSplitter, QStackedWidget,
    QTabWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.category_combo import CategoryCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.known_to import KnownTo
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.lock_button import LockButton
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText
from loredesk.ui.widgets.steer_button import SteerButton
from loredesk.ui.widgets.tag_chips import TagChips

class Ui_EntryForm(object):
    def setupUi(self, EntryForm: QDialog) -> None:
        if not EntryForm.objectName():
            EntryForm.setObjectName(u"EntryForm")
        EntryForm.resize(920, 660)
        self.column = QVBoxLayout(EntryForm)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QWidget(EntryForm)
        self.head.setObjectName(u"head")
        self.head_row = QHBoxLayout(self.head)
        self.head_row.setSpacing(10)
        self.head_row.setObjectName(u"head_row")
        self.head_row.setContentsMargins(16, 12, 16, 10)
        self.icon = QLabel(self.head)
        self.icon.setTextFormat(Qt.TextFormat.PlainText)
        self.icon.setObjectName(u"icon")
        self.icon.setTextFormat(Qt.TextFormat.PlainText)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.icon.sizePolicy().hasHeightForWidth())
        self.icon.setSizePolicy(sizePolicy)

        self.head_row.addWidget(self.icon)

        self.heading = ElidedLabel(self.head)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"story-title")

        self.head_row.addWidget(self.heading)

        self.marks = TagChips(self.head)
        self.marks.setObjectName(u"marks")
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.marks.sizePolicy().hasHeightForWidth())
        self.marks.setSizePolicy(sizePolicy1)

        self.head_row.addWidget(self.marks)

        self.steering = SteerButton(self.head)
        self.steering.setObjectName(u"steering")

        self.head_row.addWidget(self.steering)

        self.locks = LockButton(self.head)
        self.locks.setObjectName(u"locks")

        self.head_row.addWidget(self.locks)

        self.head_row.setStretch(1, 1)

        self.column.addWidget(self.head)

        self.notice = NoticeBar(EntryForm)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.question_place = QWidget(EntryForm)
        self.question_place.setObjectName(u"question_place")
        self.question_place_column = QVBoxLayout(self.question_place)
        self.question_place_column.setObjectName(u"question_place_column")
        self.question_place_column.setContentsMargins(16, 0, 16, 8)
        self.question = QFrame(self.question_place)
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
        self.question_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.question_row.addItem(self.question_space)

        self.stay = QPushButton(self.question)
        self.stay.setObjectName(u"stay")
        self.stay.setAutoDefault(False)
        self.stay.setProperty(u"role", u"quiet")

        self.question_row.addWidget(self.stay)

        self.give_up = QPushButton(self.question)
        self.give_up.setObjectName(u"give_up")
        self.give_up.setAutoDefault(False)
        self.give_up.setProperty(u"role", u"danger")

        self.question_row.addWidget(self.give_up)

        self.go_on = QPushButton(self.question)
        self.go_on.setObjectName(u"go_on")
        self.go_on.setAutoDefault(False)
        self.go_on.setProperty(u"role", u"primary")

        self.question_row.addWidget(self.go_on)


        self.question_column.addLayout(self.question_row)


        self.question_place_column.addWidget(self.question)


        self.column.addWidget(self.question_place)

        self.tabs = QTabWidget(EntryForm)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        sizePolicy2 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy2.setHorizontalStretch(0)
        sizePolicy2.setVerticalStretch(1)
        sizePolicy2.setHeightForWidth(self.tabs.sizePolicy().hasHeightForWidth())
        self.tabs.setSizePolicy(sizePolicy2)
        self.text_tab = QWidget()
        self.text_tab.setObjectName(u"text_tab")
        self.text_column = QVBoxLayout(self.text_tab)
        self.text_column.setSpacing(12)
        self.text_column.setObjectName(u"text_column")
        self.text_column.setContentsMargins(16, 12, 16, 8)
        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(12)
        self.facts.setVerticalSpacing(8)
        self.title_label = QLabel(self.text_tab)
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)
        self.title_label.setObjectName(u"title_label")

        self.facts.addWidget(self.title_label, 0, 0, 1, 1)

        self.title = QLineEdit(self.text_tab)
        self.title.setObjectName(u"title")

        self.facts.addWidget(self.title, 0, 1, 1, 1)

        self.category_label = QLabel(self.text_tab)
        self.category_label.setTextFormat(Qt.TextFormat.PlainText)
        self.category_label.setObjectName(u"category_label")

        self.facts.addWidget(self.category_label, 0, 2, 1, 1)

        self.category = CategoryCombo(self.text_tab)
        self.category.setObjectName(u"category")

        self.facts.addWidget(self.category, 0, 3, 1, 1)

        self.title_problem = QLabel(self.text_tab)
        self.title_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.title_problem.setObjectName(u"title_problem")
        self.title_problem.setTextFormat(Qt.TextFormat.PlainText)

        self.facts.addWidget(self.title_problem, 1, 1, 1, 3)

        self.tags_label = QLabel(self.text_tab)
        self.tags_label.setTextFormat(Qt.TextFormat.PlainText)
        self.tags_label.setObjectName(u"tags_label")

        self.facts.addWidget(self.tags_label, 2, 0, 1, 1)

        self.tags = QLineEdit(self.text_tab)
        self.tags.setObjectName(u"tags")

        self.facts.addWidget(self.tags, 2, 1, 1, 1)

        self.aliases_label = QLabel(self.text_tab)
        self.aliases_label.setTextFormat(Qt.TextFormat.PlainText)
        self.aliases_label.setObjectName(u"aliases_label")

        self.facts.addWidget(self.aliases_label, 2, 2, 1, 1)

        self.aliases = QLineEdit(self.text_tab)
        self.aliases.setObjectName(u"aliases")

        self.facts.addWidget(self.aliases, 2, 3, 1, 1)

        self.known_to_label = QLabel(self.text_tab)
        self.known_to_label.setTextFormat(Qt.TextFormat.PlainText)
        self.known_to_label.setObjectName(u"known_to_label")

        self.facts.addWidget(self.known_to_label, 3, 0, 1, 1)

        self.known_to = KnownTo(self.text_tab)
        self.known_to.setObjectName(u"known_to")

        self.facts.addWidget(self.known_to, 3, 1, 1, 1)

        self.always_on = QCheckBox(self.text_tab)
        self.always_on.setObjectName(u"always_on")

        self.facts.addWidget(self.always_on, 3, 2, 1, 2)


        self.text_column.addLayout(self.facts)

        self.sides = QSplitter(self.text_tab)
        self.sides.setObjectName(u"sides")
        self.sides.setOrientation(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(1)
        sizePolicy2.setHeightForWidth(self.sides.sizePolicy().hasHeightForWidth())
        self.sides.setSizePolicy(sizePolicy2)
        self.content_side = QWidget(self.sides)
        self.content_side.setObjectName(u"content_side")
        self.content_column = QVBoxLayout(self.content_side)
        self.content_column.setSpacing(4)
        self.content_column.setObjectName(u"content_column")
        self.content_column.setContentsMargins(0, 0, 0, 0)
        self.content_head = QHBoxLayout()
        self.content_head.setSpacing(8)
        self.content_head.setObjectName(u"content_head")
        self.content_label = QLabel(self.content_side)
        self.content_label.setTextFormat(Qt.TextFormat.PlainText)
        self.content_label.setObjectName(u"content_label")
        self.content_label.setTextFormat(Qt.TextFormat.PlainText)
        self.content_label.setProperty(u"role", u"heading")

        self.content_head.addWidget(self.content_label)

        self.content_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.content_head.addItem(self.content_space)

        self.content_size = QLabel(self.content_side)
        self.content_size.setTextFormat(Qt.TextFormat.PlainText)
        self.content_size.setObjectName(u"content_size")
        self.content_size.setTextFormat(Qt.TextFormat.PlainText)
        self.content_size.setProperty(u"role", u"caption")

        self.content_head.addWidget(self.content_size)


        self.content_column.addLayout(self.content_head)

        self.content_caption = QLabel(self.content_side)
        self.content_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.content_caption.setObjectName(u"content_caption")
        self.content_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.content_caption.setWordWrap(True)
        self.content_caption.setProperty(u"role", u"caption")

        self.content_column.addWidget(self.content_caption)

        self.content = QPlainTextEdit(self.content_side)
        self.content.setObjectName(u"content")
        self.content.setTabChangesFocus(True)

        self.content_column.addWidget(self.content)

        self.sides.addWidget(self.content_side)
        self.note_side = QWidget(self.sides)
        self.note_side.setObjectName(u"note_side")
        self.note_column = QVBoxLayout(self.note_side)
        self.note_column.setSpacing(4)
        self.note_column.setObjectName(u"note_column")
        self.note_column.setContentsMargins(0, 0, 0, 0)
        self.note_head = QHBoxLayout()
        self.note_head.setSpacing(8)
        self.note_head.setObjectName(u"note_head")
        self.note_label = QLabel(self.note_side)
        self.note_label.setTextFormat(Qt.TextFormat.PlainText)
        self.note_label.setObjectName(u"note_label")
        self.note_label.setTextFormat(Qt.TextFormat.PlainText)
        self.note_label.setProperty(u"role", u"heading")

        self.note_head.addWidget(self.note_label)

        self.note_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.note_head.addItem(self.note_space)

        self.note_size = QLabel(self.note_side)
        self.note_size.setTextFormat(Qt.TextFormat.PlainText)
        self.note_size.setObjectName(u"note_size")
        self.note_size.setTextFormat(Qt.TextFormat.PlainText)
        self.note_size.setProperty(u"role", u"caption")

        self.note_head.addWidget(self.note_size)


        self.note_column.addLayout(self.note_head)

        self.note_caption = QLabel(self.note_side)
        self.note_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.note_caption.setObjectName(u"note_caption")
        self.note_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.note_caption.setWordWrap(True)
        self.note_caption.setProperty(u"role", u"caption")

        self.note_column.addWidget(self.note_caption)

        self.note = QPlainTextEdit(self.note_side)
        self.note.setObjectName(u"note")
        self.note.setTabChangesFocus(True)

        self.note_column.addWidget(self.note)

        self.sides.addWidget(self.note_side)

        self.text_column.addWidget(self.sides)

        self.tabs.addTab(self.text_tab, "")
        self.knowing_tab = QWidget()
        self.knowing_tab.setObjectName(u"knowing_tab")
        self.knowing_column = QVBoxLayout(self.knowing_tab)
        self.knowing_column.setObjectName(u"knowing_column")
        self.knowing_column.setContentsMargins(16, 12, 16, 8)
        self.tabs.addTab(self.knowing_tab, "")
        self.history_tab = QWidget()
        self.history_tab.setObjectName(u"history_tab")
        self.history_column = QVBoxLayout(self.history_tab)
        self.history_column.setObjectName(u"history_column")
        self.history_column.setContentsMargins(16, 12, 16, 8)
        self.tabs.addTab(self.history_tab, "")
        self.links_tab = QWidget()
        self.links_tab.setObjectName(u"links_tab")
        self.links_column = QVBoxLayout(self.links_tab)
        self.links_column.setObjectName(u"links_column")
        self.links_column.setContentsMargins(16, 12, 16, 8)
        self.links_pages = QStackedWidget(self.links_tab)
        self.links_pages.setObjectName(u"links_pages")
        self.links_page = QWidget()
        self.links_page.setObjectName(u"links_page")
        self.links_page_column = QVBoxLayout(self.links_page)
        self.links_page_column.setObjectName(u"links_page_column")
        self.links_page_column.setContentsMargins(0, 0, 0, 0)
        self.links = QListWidget(self.links_page)
        self.links.setObjectName(u"links")

        self.links_page_column.addWidget(self.links)

        self.links_pages.addWidget(self.links_page)
        self.no_links_page = QWidget()
        self.no_links_page.setObjectName(u"no_links_page")
        self.no_links_column = QVBoxLayout(self.no_links_page)
        self.no_links_column.setObjectName(u"no_links_column")
        self.no_links_column.setContentsMargins(0, 0, 0, 0)
        self.no_links = EmptyState(self.no_links_page)
        self.no_links.setObjectName(u"no_links")

        self.no_links_column.addWidget(self.no_links)

        self.links_pages.addWidget(self.no_links_page)

        self.links_column.addWidget(self.links_pages)

        self.tabs.addTab(self.links_tab, "")
        self.composite_tab = QWidget()
        self.composite_tab.setObjectName(u"composite_tab")
        self.composite_column = QVBoxLayout(self.composite_tab)
        self.composite_column.setSpacing(8)
        self.composite_column.setObjectName(u"composite_column")
        self.composite_column.setContentsMargins(16, 12, 16, 8)
        self.composite_caption = QLabel(self.composite_tab)
        self.composite_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.composite_caption.setObjectName(u"composite_caption")
        self.composite_caption.setTextFormat(Qt.TextFormat.PlainText)
        self.composite_caption.setWordWrap(True)
        self.composite_caption.setProperty(u"role", u"caption")

        self.composite_column.addWidget(self.composite_caption)

        self.composite = SafeText(self.composite_tab)
        self.composite.setObjectName(u"composite")

        self.composite_column.addWidget(self.composite)

        self.tabs.addTab(self.composite_tab, "")

        self.column.addWidget(self.tabs)

        self.foot = QWidget(EntryForm)
        self.foot.setObjectName(u"foot")
        self.foot_row = QHBoxLayout(self.foot)
        self.foot_row.setSpacing(8)
        self.foot_row.setObjectName(u"foot_row")
        self.foot_row.setContentsMargins(16, 8, 16, 12)
        self.promote = QPushButton(self.foot)
        self.promote.setObjectName(u"promote")
        self.promote.setAutoDefault(False)
        self.promote.setProperty(u"role", u"quiet")

        self.foot_row.addWidget(self.promote)

        self.merge = QPushButton(self.foot)
        self.merge.setObjectName(u"merge")
        self.merge.setAutoDefault(False)
        self.merge.setProperty(u"role", u"quiet")

        self.foot_row.addWidget(self.merge)

        self.status = QLabel(self.foot)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setObjectName(u"status")
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setProperty(u"role", u"caption")

        self.foot_row.addWidget(self.status)

        self.foot_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot_row.addItem(self.foot_space)

        self.close_form = QPushButton(self.foot)
        self.close_form.setObjectName(u"close_form")
        self.close_form.setAutoDefault(False)

        self.foot_row.addWidget(self.close_form)

        self.save = QPushButton(self.foot)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)
        self.save.setProperty(u"role", u"primary")

        self.foot_row.addWidget(self.save)


        self.column.addWidget(self.foot)

#if QT_CONFIG(shortcut)
        self.title_label.setBuddy(self.title)
        self.category_label.setBuddy(self.category)
        self.tags_label.setBuddy(self.tags)
        self.aliases_label.setBuddy(self.aliases)
        self.known_to_label.setBuddy(self.known_to)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.title, self.category)
        QWidget.setTabOrder(self.category, self.tags)
        QWidget.setTabOrder(self.tags, self.aliases)
        QWidget.setTabOrder(self.aliases, self.always_on)
        QWidget.setTabOrder(self.always_on, self.content)
        QWidget.setTabOrder(self.content, self.note)
        QWidget.setTabOrder(self.note, self.tabs)
        QWidget.setTabOrder(self.tabs, self.save)
        QWidget.setTabOrder(self.save, self.close_form)

        self.retranslateUi(EntryForm)

        QMetaObject.connectSlotsByName(EntryForm)
    # setupUi

    def retranslateUi(self, EntryForm: QDialog) -> None:
        EntryForm.setWindowTitle(QCoreApplication.translate("EntryForm", u"Entry", None))
#if QT_CONFIG(tooltip)
        self.locks.setToolTip(QCoreApplication.translate("EntryForm", u"Choose what no background work may change, and you only after unlocking", None))
#endif // QT_CONFIG(tooltip)
        self.title_label.setText(QCoreApplication.translate("EntryForm", u"&Title", None))
        self.title.setPlaceholderText(QCoreApplication.translate("EntryForm", u"The name the story calls it by", None))
        self.category_label.setText(QCoreApplication.translate("EntryForm", u"Cate&gory", None))
#if QT_CONFIG(accessibility)
        self.category.setAccessibleName(QCoreApplication.translate("EntryForm", u"Category", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.category.setToolTip(QCoreApplication.translate("EntryForm", u"One of the world's categories, or your own", None))
#endif // QT_CONFIG(tooltip)
        self.tags_label.setText(QCoreApplication.translate("EntryForm", u"T&ags", None))
        self.tags.setPlaceholderText(QCoreApplication.translate("EntryForm", u"harbour, guild, old quarrel", None))
        self.aliases_label.setText(QCoreApplication.translate("EntryForm", u"Al&iases", None))
        self.aliases.setPlaceholderText(QCoreApplication.translate("EntryForm", u"Other names that call it up", None))
        self.known_to_label.setText(QCoreApplication.translate("EntryForm", u"&Known to", None))
#if QT_CONFIG(tooltip)
        self.known_to.setToolTip(QCoreApplication.translate("EntryForm", u"Who in the story knows this", None))
#endif // QT_CONFIG(tooltip)
        self.always_on.setText(QCoreApplication.translate("EntryForm", u"Always &on: the model is told this in every turn", None))
        self.content_label.setText(QCoreApplication.translate("EntryForm", u"Canon", None))
#if QT_CONFIG(accessibility)
        self.content.setAccessibleName(QCoreApplication.translate("EntryForm", u"The entry's own text", None))
#endif // QT_CONFIG(accessibility)
        self.content.setPlaceholderText(QCoreApplication.translate("EntryForm", u"What is true of it, whatever happens in a session.", None))
        self.note_label.setText(QCoreApplication.translate("EntryForm", u"Note in this session", None))
#if QT_CONFIG(accessibility)
        self.note.setAccessibleName(QCoreApplication.translate("EntryForm", u"The note of this session", None))
#endif // QT_CONFIG(accessibility)
        self.note.setPlaceholderText(QCoreApplication.translate("EntryForm", u"What has become of it in this playthrough.", None))
        self.tabs.setTabText(self.tabs.indexOf(self.text_tab), QCoreApplication.translate("EntryForm", u"Text", None))
        self.tabs.setTabText(self.tabs.indexOf(self.knowing_tab), QCoreApplication.translate("EntryForm", u"Who knows what", None))
        self.tabs.setTabText(self.tabs.indexOf(self.history_tab), QCoreApplication.translate("EntryForm", u"History", None))
#if QT_CONFIG(accessibility)
        self.links.setAccessibleName(QCoreApplication.translate("EntryForm", u"Connections to other entries", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.links_tab), QCoreApplication.translate("EntryForm", u"Connections", None))
        self.composite_caption.setText(QCoreApplication.translate("EntryForm", u"The whole document that search and the model read, as it is stored now. The note has priority over the lore.", None))
#if QT_CONFIG(accessibility)
        self.composite.setAccessibleName(QCoreApplication.translate("EntryForm", u"The document as search and the model read it", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.composite_tab), QCoreApplication.translate("EntryForm", u"As the model reads it", None))
        self.promote.setText(QCoreApplication.translate("EntryForm", u"Promote to canon \u2026", None))
#if QT_CONFIG(tooltip)
        self.promote.setToolTip(QCoreApplication.translate("EntryForm", u"Take the note, or this newcomer, into canon", None))
#endif // QT_CONFIG(tooltip)
        self.merge.setText(QCoreApplication.translate("EntryForm", u"Merge with \u2026", None))
#if QT_CONFIG(tooltip)
        self.merge.setToolTip(QCoreApplication.translate("EntryForm", u"Let this entry and another be one", None))
#endif // QT_CONFIG(tooltip)
        self.close_form.setText(QCoreApplication.translate("EntryForm", u"Close", None))
        self.save.setText(QCoreApplication.translate("EntryForm", u"Save", None))
#if QT_CONFIG(tooltip)
        self.save.setToolTip(QCoreApplication.translate("EntryForm", u"Save (Ctrl+S)", None))
#endif // QT_CONFIG(tooltip)
    # retranslateUi

