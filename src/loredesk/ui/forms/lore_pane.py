# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'lore_pane.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QButtonGroup, QHBoxLayout,
    QLabel, QLineEdit, QListView, QSizePolicy,
    QSpacerItem, QStackedWidget, QToolButton, QVBoxLayout,
    QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_LorePane(object):
    def setupUi(self, LorePane: QWidget) -> None:
        if not LorePane.objectName():
            LorePane.setObjectName(u"LorePane")
        LorePane.resize(340, 640)
        LorePane.setProperty(u"role", u"pane")
        self.column = QVBoxLayout(LorePane)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.head = QWidget(LorePane)
        self.head.setObjectName(u"head")
        self.head_column = QVBoxLayout(self.head)
        self.head_column.setSpacing(8)
        self.head_column.setObjectName(u"head_column")
        self.head_column.setContentsMargins(12, 10, 12, 8)
        self.search_row = QHBoxLayout()
        self.search_row.setSpacing(8)
        self.search_row.setObjectName(u"search_row")
        self.search = QLineEdit(self.head)
        self.search.setObjectName(u"search")
        self.search.setClearButtonEnabled(True)

        self.search_row.addWidget(self.search)

        self.ask = QToolButton(self.head)
        self.ask.setObjectName(u"ask")
        self.ask.setProperty(u"role", u"chip")

        self.search_row.addWidget(self.ask)

        self.new_entry = QToolButton(self.head)
        self.new_entry.setObjectName(u"new_entry")

        self.search_row.addWidget(self.new_entry)


        self.head_column.addLayout(self.search_row)

        self.origin_row = QWidget(self.head)
        self.origin_row.setObjectName(u"origin_row")
        self.all_origins = QToolButton(self.origin_row)
        self.origins = QButtonGroup(LorePane)
        self.origins.setObjectName(u"origins")
        self.origins.addButton(self.all_origins)
        self.all_origins.setObjectName(u"all_origins")
        self.all_origins.setCheckable(True)
        self.all_origins.setChecked(True)
        self.all_origins.setProperty(u"role", u"chip")
        self.canon = QToolButton(self.origin_row)
        self.origins.addButton(self.canon)
        self.canon.setObjectName(u"canon")
        self.canon.setCheckable(True)
        self.canon.setChecked(False)
        self.canon.setProperty(u"role", u"chip")
        self.session = QToolButton(self.origin_row)
        self.origins.addButton(self.session)
        self.session.setObjectName(u"session")
        self.session.setCheckable(True)
        self.session.setChecked(False)
        self.session.setProperty(u"role", u"chip")
        self.proposed = QToolButton(self.origin_row)
        self.origins.addButton(self.proposed)
        self.proposed.setObjectName(u"proposed")
        self.proposed.setCheckable(True)
        self.proposed.setChecked(False)
        self.proposed.setProperty(u"role", u"chip")

        self.head_column.addWidget(self.origin_row)

        self.facet_row = QHBoxLayout()
        self.facet_row.setSpacing(8)
        self.facet_row.setObjectName(u"facet_row")
        self.category = ElidedCombo(self.head)
        self.category.setObjectName(u"category")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.category.sizePolicy().hasHeightForWidth())
        self.category.setSizePolicy(sizePolicy)

        self.facet_row.addWidget(self.category)

        self.tag = ElidedCombo(self.head)
        self.tag.setObjectName(u"tag")
        sizePolicy.setHeightForWidth(self.tag.sizePolicy().hasHeightForWidth())
        self.tag.setSizePolicy(sizePolicy)

        self.facet_row.addWidget(self.tag)


        self.head_column.addLayout(self.facet_row)


        self.column.addWidget(self.head)

        self.notice = NoticeBar(LorePane)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.pages = QStackedWidget(LorePane)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.list_column = QVBoxLayout(self.list_page)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(6, 0, 0, 0)
        self.entries = QListView(self.list_page)
        self.entries.setObjectName(u"entries")
        self.entries.setUniformItemSizes(True)
        self.entries.setMouseTracking(True)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entries.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.entries.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

        self.list_column.addWidget(self.entries)

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

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(14, 6, 12, 8)
        self.summary = QLabel(LorePane)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName(u"summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setProperty(u"role", u"caption")

        self.foot.addWidget(self.summary)

        self.foot_space = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.foot_space)

        self.clear = QToolButton(LorePane)
        self.clear.setObjectName(u"clear")
        self.clear.setProperty(u"role", u"chip")

        self.foot.addWidget(self.clear)


        self.column.addLayout(self.foot)

        QWidget.setTabOrder(self.search, self.ask)
        QWidget.setTabOrder(self.ask, self.new_entry)
        QWidget.setTabOrder(self.new_entry, self.all_origins)
        QWidget.setTabOrder(self.all_origins, self.canon)
        QWidget.setTabOrder(self.canon, self.session)
        QWidget.setTabOrder(self.session, self.proposed)
        QWidget.setTabOrder(self.proposed, self.category)
        QWidget.setTabOrder(self.category, self.tag)
        QWidget.setTabOrder(self.tag, self.entries)
        QWidget.setTabOrder(self.entries, self.clear)

        self.retranslateUi(LorePane)

        QMetaObject.connectSlotsByName(LorePane)
    # setupUi

    def retranslateUi(self, LorePane: QWidget) -> None:
        self.search.setPlaceholderText(QCoreApplication.translate("LorePane", u"Search the lore", None))
#if QT_CONFIG(accessibility)
        self.search.setAccessibleName(QCoreApplication.translate("LorePane", u"Search the lore by title, alias or tag", None))
#endif // QT_CONFIG(accessibility)
        self.ask.setText(QCoreApplication.translate("LorePane", u"Ask", None))
#if QT_CONFIG(tooltip)
        self.ask.setToolTip(QCoreApplication.translate("LorePane", u"Ask the lore; what stands in the search field is the question", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.ask.setAccessibleName(QCoreApplication.translate("LorePane", u"Ask the lore", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.new_entry.setToolTip(QCoreApplication.translate("LorePane", u"New entry", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.new_entry.setAccessibleName(QCoreApplication.translate("LorePane", u"New entry", None))
#endif // QT_CONFIG(accessibility)
        self.all_origins.setText(QCoreApplication.translate("LorePane", u"All", None))
#if QT_CONFIG(tooltip)
        self.all_origins.setToolTip(QCoreApplication.translate("LorePane", u"Everything that is known here", None))
#endif // QT_CONFIG(tooltip)
        self.canon.setText(QCoreApplication.translate("LorePane", u"Canon", None))
#if QT_CONFIG(tooltip)
        self.canon.setToolTip(QCoreApplication.translate("LorePane", u"What you wrote: the canon of the world", None))
#endif // QT_CONFIG(tooltip)
        self.session.setText(QCoreApplication.translate("LorePane", u"Session", None))
#if QT_CONFIG(tooltip)
        self.session.setToolTip(QCoreApplication.translate("LorePane", u"Newcomers of this session, not yet canon", None))
#endif // QT_CONFIG(tooltip)
        self.proposed.setText(QCoreApplication.translate("LorePane", u"Proposed", None))
#if QT_CONFIG(tooltip)
        self.proposed.setToolTip(QCoreApplication.translate("LorePane", u"Entries with a proposal that waits for review", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.category.setAccessibleName(QCoreApplication.translate("LorePane", u"Category", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.category.setToolTip(QCoreApplication.translate("LorePane", u"Show one category", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.tag.setAccessibleName(QCoreApplication.translate("LorePane", u"Tag", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.tag.setToolTip(QCoreApplication.translate("LorePane", u"Show one tag", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.entries.setAccessibleName(QCoreApplication.translate("LorePane", u"Entries", None))
#endif // QT_CONFIG(accessibility)
        self.clear.setText(QCoreApplication.translate("LorePane", u"Show all", None))
#if QT_CONFIG(tooltip)
        self.clear.setToolTip(QCoreApplication.translate("LorePane", u"Take all filters away", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

