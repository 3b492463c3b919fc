# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'shortcut_sheet.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QDialog, QDialogButtonBox,
    QScrollArea, QSizePolicy, QVBoxLayout, QWidget)

class Ui_ShortcutSheet(object):
    def setupUi(self, ShortcutSheet: QDialog) -> None:
        if not ShortcutSheet.objectName():
            ShortcutSheet.setObjectName(u"ShortcutSheet")
        ShortcutSheet.setMinimumSize(QSize(560, 460))
        self.layout_1 = QVBoxLayout(ShortcutSheet)
        self.layout_1.setSpacing(12)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(16, 16, 16, 12)
        self.scroll = QScrollArea(ShortcutSheet)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.page = QWidget()
        self.page.setObjectName(u"page")
        self.scroll.setWidget(self.page)

        self.layout_1.addWidget(self.scroll)

        self.buttons = QDialogButtonBox(ShortcutSheet)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Close)

        self.layout_1.addWidget(self.buttons)


        self.retranslateUi(ShortcutSheet)

        QMetaObject.connectSlotsByName(ShortcutSheet)
    # setupUi

    def retranslateUi(self, ShortcutSheet: QDialog) -> None:
        ShortcutSheet.setWindowTitle(QCoreApplication.translate("ShortcutSheet", u"Keyboard shortcuts", None))
#if QT_CONFIG(accessibility)
        self.scroll.setAccessibleName(QCoreApplication.translate("ShortcutSheet", u"Keyboard shortcuts", None))
#endif // QT_CONFIG(accessibility)
    # retranslateUi

