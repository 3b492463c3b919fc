# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'command_palette.ui'
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
from PySide6.QtWidgets import (QApplication, QDialog, QHeaderView, QLabel,
    QLineEdit, QSizePolicy, QTreeWidget, QTreeWidgetItem,
    QVBoxLayout, QWidget)

class Ui_CommandPalette(object):
    def setupUi(self, CommandPalette: QDialog) -> None:
        if not CommandPalette.objectName():
            CommandPalette.setObjectName(u"CommandPalette")
        CommandPalette.setMinimumSize(QSize(520, 380))
        self.layout_1 = QVBoxLayout(CommandPalette)
        self.layout_1.setSpacing(8)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(12, 12, 12, 12)
        self.filter = QLineEdit(CommandPalette)
        self.filter.setObjectName(u"filter")
        self.filter.setClearButtonEnabled(True)

        self.layout_1.addWidget(self.filter)

        self.commands = QTreeWidget(CommandPalette)
        self.commands.setObjectName(u"commands")
        self.commands.setRootIsDecorated(False)
        self.commands.setHeaderHidden(True)
        self.commands.setUniformRowHeights(True)
        self.commands.setIndentation(0)
        self.commands.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.commands.setColumnCount(2)

        self.layout_1.addWidget(self.commands)

        self.nothing = QLabel(CommandPalette)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setObjectName(u"nothing")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty(u"role", u"muted")

        self.layout_1.addWidget(self.nothing)


        self.retranslateUi(CommandPalette)

        QMetaObject.connectSlotsByName(CommandPalette)
    # setupUi

    def retranslateUi(self, CommandPalette: QDialog) -> None:
        CommandPalette.setWindowTitle(QCoreApplication.translate("CommandPalette", u"All commands", None))
        self.filter.setPlaceholderText(QCoreApplication.translate("CommandPalette", u"Type what you want to do", None))
#if QT_CONFIG(accessibility)
        self.filter.setAccessibleName(QCoreApplication.translate("CommandPalette", u"Find a command", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.commands.setAccessibleName(QCoreApplication.translate("CommandPalette", u"Commands", None))
#endif // QT_CONFIG(accessibility)
        self.nothing.setText(QCoreApplication.translate("CommandPalette", u"Nothing is called that.", None))
    # retranslateUi

