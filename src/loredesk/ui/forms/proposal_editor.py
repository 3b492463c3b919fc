# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'proposal_editor.ui'
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
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QLabel,
    QLineEdit, QPlainTextEdit, QScrollArea, QSizePolicy,
    QVBoxLayout, QWidget)

from loredesk.ui.widgets.category_combo import CategoryCombo

class Ui_ProposalEditor(object):
    def setupUi(self, ProposalEditor: QWidget) -> None:
        if not ProposalEditor.objectName():
            ProposalEditor.setObjectName(u"ProposalEditor")
        ProposalEditor.resize(380, 480)
        self.column = QVBoxLayout(ProposalEditor)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.caption_column = QVBoxLayout()
        self.caption_column.setObjectName(u"caption_column")
        self.caption_column.setContentsMargins(12, 10, 12, 0)
        self.caption = QLabel(ProposalEditor)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setObjectName(u"caption")
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setProperty(u"role", u"caption")

        self.caption_column.addWidget(self.caption)


        self.column.addLayout(self.caption_column)

        self.scroll = QScrollArea(ProposalEditor)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget()
        self.page.setObjectName(u"page")
        self.page.setGeometry(QRect(0, 0, 380, 480))
        self.page_column = QVBoxLayout(self.page)
        self.page_column.setSpacing(6)
        self.page_column.setObjectName(u"page_column")
        self.page_column.setContentsMargins(12, 6, 12, 4)
        self.fields = QWidget(self.page)
        self.fields.setObjectName(u"fields")
        self.fields_grid = QGridLayout(self.fields)
        self.fields_grid.setObjectName(u"fields_grid")
        self.fields_grid.setHorizontalSpacing(12)
        self.fields_grid.setVerticalSpacing(6)
        self.fields_grid.setContentsMargins(0, 0, 0, 0)
        self.title_label = QLabel(self.fields)
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields_grid.addWidget(self.title_label, 0, 0, 1, 1)

        self.title = QLineEdit(self.fields)
        self.title.setObjectName(u"title")

        self.fields_grid.addWidget(self.title, 0, 1, 1, 1)

        self.category_label = QLabel(self.fields)
        self.category_label.setTextFormat(Qt.TextFormat.PlainText)
        self.category_label.setObjectName(u"category_label")
        self.category_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields_grid.addWidget(self.category_label, 1, 0, 1, 1)

        self.category = CategoryCombo(self.fields)
        self.category.setObjectName(u"category")

        self.fields_grid.addWidget(self.category, 1, 1, 1, 1)

        self.aliases_label = QLabel(self.fields)
        self.aliases_label.setTextFormat(Qt.TextFormat.PlainText)
        self.aliases_label.setObjectName(u"aliases_label")
        self.aliases_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields_grid.addWidget(self.aliases_label, 2, 0, 1, 1)

        self.aliases = QLineEdit(self.fields)
        self.aliases.setObjectName(u"aliases")

        self.fields_grid.addWidget(self.aliases, 2, 1, 1, 1)

        self.tags_label = QLabel(self.fields)
        self.tags_label.setTextFormat(Qt.TextFormat.PlainText)
        self.tags_label.setObjectName(u"tags_label")
        self.tags_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields_grid.addWidget(self.tags_label, 3, 0, 1, 1)

        self.tags = QLineEdit(self.fields)
        self.tags.setObjectName(u"tags")

        self.fields_grid.addWidget(self.tags, 3, 1, 1, 1)

        self.text_label = QLabel(self.fields)
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)
        self.text_label.setObjectName(u"text_label")
        self.text_label.setTextFormat(Qt.TextFormat.PlainText)

        self.fields_grid.addWidget(self.text_label, 4, 0, 1, 1)

        self.fields_grid.setColumnStretch(1, 1)

        self.page_column.addWidget(self.fields)

        self.text = QPlainTextEdit(self.page)
        self.text.setObjectName(u"text")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.text.sizePolicy().hasHeightForWidth())
        self.text.setSizePolicy(sizePolicy)
        self.text.setMinimumSize(QSize(0, 96))
        self.text.setTabChangesFocus(True)

        self.page_column.addWidget(self.text)

        self.scroll.setWidget(self.page)

        self.column.addWidget(self.scroll)

#if QT_CONFIG(shortcut)
        self.title_label.setBuddy(self.title)
        self.category_label.setBuddy(self.category)
        self.aliases_label.setBuddy(self.aliases)
        self.tags_label.setBuddy(self.tags)
        self.text_label.setBuddy(self.text)
#endif // QT_CONFIG(shortcut)
        QWidget.setTabOrder(self.title, self.category)
        QWidget.setTabOrder(self.category, self.aliases)
        QWidget.setTabOrder(self.aliases, self.tags)
        QWidget.setTabOrder(self.tags, self.text)

        self.retranslateUi(ProposalEditor)

        QMetaObject.connectSlotsByName(ProposalEditor)
    # setupUi

    def retranslateUi(self, ProposalEditor: QWidget) -> None:
        self.title_label.setText(QCoreApplication.translate("ProposalEditor", u"&Title", None))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(QCoreApplication.translate("ProposalEditor", u"Title of the newcomer", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.title.setToolTip(QCoreApplication.translate("ProposalEditor", u"The name the story calls it by", None))
#endif // QT_CONFIG(tooltip)
        self.title.setPlaceholderText(QCoreApplication.translate("ProposalEditor", u"The name the story calls it by", None))
        self.category_label.setText(QCoreApplication.translate("ProposalEditor", u"Cate&gory", None))
#if QT_CONFIG(accessibility)
        self.category.setAccessibleName(QCoreApplication.translate("ProposalEditor", u"Category of the newcomer", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.category.setToolTip(QCoreApplication.translate("ProposalEditor", u"One of the world's categories, or your own", None))
#endif // QT_CONFIG(tooltip)
        self.aliases_label.setText(QCoreApplication.translate("ProposalEditor", u"Al&iases", None))
#if QT_CONFIG(accessibility)
        self.aliases.setAccessibleName(QCoreApplication.translate("ProposalEditor", u"Aliases of the newcomer, with commas between", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.aliases.setToolTip(QCoreApplication.translate("ProposalEditor", u"Other names that call it up, with commas between", None))
#endif // QT_CONFIG(tooltip)
        self.aliases.setPlaceholderText(QCoreApplication.translate("ProposalEditor", u"Other names that call it up", None))
        self.tags_label.setText(QCoreApplication.translate("ProposalEditor", u"T&ags", None))
#if QT_CONFIG(accessibility)
        self.tags.setAccessibleName(QCoreApplication.translate("ProposalEditor", u"Tags of the newcomer, with commas between", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.tags.setToolTip(QCoreApplication.translate("ProposalEditor", u"Words to find it by, with commas between", None))
#endif // QT_CONFIG(tooltip)
        self.tags.setPlaceholderText(QCoreApplication.translate("ProposalEditor", u"harbour, guild, old quarrel", None))
        self.text_label.setText(QCoreApplication.translate("ProposalEditor", u"Te&xt", None))
#if QT_CONFIG(accessibility)
        self.text.setAccessibleName(QCoreApplication.translate("ProposalEditor", u"Your text in place of the proposed one", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

