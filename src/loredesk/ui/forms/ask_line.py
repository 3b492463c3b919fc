# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'ask_line.ui'
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
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_AskLine(object):
    def setupUi(self, AskLine: QDialog) -> None:
        if not AskLine.objectName():
            AskLine.setObjectName(u"AskLine")
        AskLine.setMinimumSize(QSize(420, 0))
        self.layout_3 = QVBoxLayout(AskLine)
        self.layout_3.setSpacing(10)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(20, 18, 20, 16)
        self.question = QLabel(AskLine)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setObjectName(u"question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setWordWrap(True)
        self.question.setProperty(u"role", u"heading")

        self.layout_3.addWidget(self.question)

        self.explanation = QLabel(AskLine)
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.setObjectName(u"explanation")
        self.explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.explanation.setWordWrap(True)
        self.explanation.setProperty(u"role", u"muted")

        self.layout_3.addWidget(self.explanation)

        self.line = QLineEdit(AskLine)
        self.line.setObjectName(u"line")
        self.line.setMaxLength(120)

        self.layout_3.addWidget(self.line)

        self.layout_2 = QHBoxLayout()
        self.layout_2.setSpacing(8)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_2.addItem(self.spacer_1)

        self.cancel = QPushButton(AskLine)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.layout_2.addWidget(self.cancel)

        self.accept = QPushButton(AskLine)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"role", u"primary")

        self.layout_2.addWidget(self.accept)


        self.layout_3.addLayout(self.layout_2)


        self.retranslateUi(AskLine)

        self.accept.setDefault(True)


        QMetaObject.connectSlotsByName(AskLine)
    # setupUi

    def retranslateUi(self, AskLine: QDialog) -> None:
        self.question.setText("")
        self.explanation.setText("")
#if QT_CONFIG(accessibility)
        self.line.setAccessibleName(QCoreApplication.translate("AskLine", u"Answer", None))
#endif // QT_CONFIG(accessibility)
        self.cancel.setText(QCoreApplication.translate("AskLine", u"Cancel", None))
        pass
    # retranslateUi

