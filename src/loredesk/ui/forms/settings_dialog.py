# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QHBoxLayout,
    QLabel, QPushButton, QRadioButton, QSizePolicy,
    QSpacerItem, QTabWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_SettingsDialog(object):
    def setupUi(self, SettingsDialog: QDialog) -> None:
        if not SettingsDialog.objectName():
            SettingsDialog.setObjectName(u"SettingsDialog")
        SettingsDialog.setMinimumSize(QSize(680, 640))
        self.layout_9 = QVBoxLayout(SettingsDialog)
        self.layout_9.setSpacing(8)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(16, 10, 16, 14)
        self.tabs = QTabWidget(SettingsDialog)
        self.tabs.setObjectName(u"tabs")
        self.other = QWidget()
        self.other.setObjectName(u"other")
        self.layout_6 = QVBoxLayout(self.other)
        self.layout_6.setSpacing(8)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(4, 14, 4, 12)
        self.engine_title = QLabel(self.other)
        self.engine_title.setTextFormat(Qt.TextFormat.PlainText)
        self.engine_title.setObjectName(u"engine_title")
        self.engine_title.setTextFormat(Qt.TextFormat.PlainText)
        self.engine_title.setProperty(u"role", u"heading")

        self.layout_6.addWidget(self.engine_title)

        self.engine = QComboBox(self.other)
        self.engine.setObjectName(u"engine")

        self.layout_6.addWidget(self.engine)

        self.engine_words = QLabel(self.other)
        self.engine_words.setTextFormat(Qt.TextFormat.PlainText)
        self.engine_words.setObjectName(u"engine_words")
        self.engine_words.setTextFormat(Qt.TextFormat.PlainText)
        self.engine_words.setWordWrap(True)
        self.engine_words.setProperty(u"role", u"muted")

        self.layout_6.addWidget(self.engine_words)

        self.spacer_1 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_6.addItem(self.spacer_1)

        self.theme_title = QLabel(self.other)
        self.theme_title.setTextFormat(Qt.TextFormat.PlainText)
        self.theme_title.setObjectName(u"theme_title")
        self.theme_title.setTextFormat(Qt.TextFormat.PlainText)
        self.theme_title.setProperty(u"role", u"heading")

        self.layout_6.addWidget(self.theme_title)

        self.layout_3 = QHBoxLayout()
        self.layout_3.setSpacing(16)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.theme_system = QRadioButton(self.other)
        self.theme_system.setObjectName(u"theme_system")

        self.layout_3.addWidget(self.theme_system)

        self.theme_light = QRadioButton(self.other)
        self.theme_light.setObjectName(u"theme_light")

        self.layout_3.addWidget(self.theme_light)

        self.theme_dark = QRadioButton(self.other)
        self.theme_dark.setObjectName(u"theme_dark")

        self.layout_3.addWidget(self.theme_dark)

        self.spacer_2 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_3.addItem(self.spacer_2)


        self.layout_6.addLayout(self.layout_3)

        self.spacer_4 = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_6.addItem(self.spacer_4)

        self.keys_title = QLabel(self.other)
        self.keys_title.setTextFormat(Qt.TextFormat.PlainText)
        self.keys_title.setObjectName(u"keys_title")
        self.keys_title.setTextFormat(Qt.TextFormat.PlainText)
        self.keys_title.setProperty(u"role", u"heading")

        self.layout_6.addWidget(self.keys_title)

        self.keys_words = QLabel(self.other)
        self.keys_words.setTextFormat(Qt.TextFormat.PlainText)
        self.keys_words.setObjectName(u"keys_words")
        self.keys_words.setTextFormat(Qt.TextFormat.PlainText)
        self.keys_words.setWordWrap(True)
        self.keys_words.setProperty(u"role", u"muted")

        self.layout_6.addWidget(self.keys_words)

        self.spacer_5 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_6.addItem(self.spacer_5)

        self.tabs.addTab(self.other, "")

        self.layout_9.addWidget(self.tabs)

        self.notice = NoticeBar(SettingsDialog)
        self.notice.setObjectName(u"notice")

        self.layout_9.addWidget(self.notice)

        self.layout_8 = QHBoxLayout()
        self.layout_8.setSpacing(8)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.spacer_7 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_8.addItem(self.spacer_7)

        self.cancel = QPushButton(SettingsDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.layout_8.addWidget(self.cancel)

        self.save = QPushButton(SettingsDialog)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"role", u"primary")

        self.layout_8.addWidget(self.save)


        self.layout_9.addLayout(self.layout_8)


        self.retranslateUi(SettingsDialog)

        self.tabs.setCurrentIndex(0)
        self.save.setDefault(True)


        QMetaObject.connectSlotsByName(SettingsDialog)
    # setupUi

    def retranslateUi(self, SettingsDialog: QDialog) -> None:
        SettingsDialog.setWindowTitle(QCoreApplication.translate("SettingsDialog", u"Settings", None))
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("SettingsDialog", u"Parts of the settings", None))
#endif // QT_CONFIG(accessibility)
        self.engine_title.setText(QCoreApplication.translate("SettingsDialog", u"Search by meaning", None))
#if QT_CONFIG(accessibility)
        self.engine.setAccessibleName(QCoreApplication.translate("SettingsDialog", u"Search engine", None))
#endif // QT_CONFIG(accessibility)
        self.engine_words.setText("")
        self.theme_title.setText(QCoreApplication.translate("SettingsDialog", u"Look", None))
        self.theme_system.setText(QCoreApplication.translate("SettingsDialog", u"As the &system", None))
        self.theme_light.setText(QCoreApplication.translate("SettingsDialog", u"&Light", None))
        self.theme_dark.setText(QCoreApplication.translate("SettingsDialog", u"&Dark", None))
        self.keys_title.setText(QCoreApplication.translate("SettingsDialog", u"Where keys are kept", None))
        self.keys_words.setText("")
        self.tabs.setTabText(self.tabs.indexOf(self.other), QCoreApplication.translate("SettingsDialog", u"Search and look", None))
        self.cancel.setText(QCoreApplication.translate("SettingsDialog", u"Cancel", None))
        self.save.setText(QCoreApplication.translate("SettingsDialog", u"Save", None))
    # retranslateUi

