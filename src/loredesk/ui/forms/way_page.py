# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'way_page.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QFormLayout, QHBoxLayout,
    QLabel, QLineEdit, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_WayPage(object):
    def setupUi(self, WayPage: QWidget) -> None:
        if not WayPage.objectName():
            WayPage.setObjectName(u"WayPage")
        self.layout_11 = QVBoxLayout(WayPage)
        self.layout_11.setSpacing(10)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(4, 12, 4, 4)
        self.layout_1 = QHBoxLayout()
        self.layout_1.setSpacing(8)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.found = QLabel(WayPage)
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.found.setObjectName(u"found")
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.found.setWordWrap(True)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.found.sizePolicy().hasHeightForWidth())
        self.found.setSizePolicy(sizePolicy)

        self.layout_1.addWidget(self.found)

        self.look = QPushButton(WayPage)
        self.look.setObjectName(u"look")
        self.look.setAutoDefault(False)
        self.look.setProperty(u"role", u"quiet")

        self.layout_1.addWidget(self.look)

        self.layout_1.setStretch(0, 1)

        self.layout_11.addLayout(self.layout_1)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeading|Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignTop)
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(8)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.server_label = QLabel(WayPage)
        self.server_label.setTextFormat(Qt.TextFormat.PlainText)
        self.server_label.setObjectName(u"server_label")
        self.server_label.setTextFormat(Qt.TextFormat.PlainText)
        self.server_label.setMinimumSize(QSize(0, 30))
        self.server_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.server_label)

        self.server = QComboBox(WayPage)
        self.server.setObjectName(u"server")

        self.fields.setWidget(0, QFormLayout.ItemRole.FieldRole, self.server)

        self.address_label = QLabel(WayPage)
        self.address_label.setTextFormat(Qt.TextFormat.PlainText)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setTextFormat(Qt.TextFormat.PlainText)
        self.address_label.setMinimumSize(QSize(0, 30))
        self.address_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.address_label)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(2)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.address = QLineEdit(WayPage)
        self.address.setObjectName(u"address")

        self.layout_2.addWidget(self.address)

        self.address_problem = QLabel(WayPage)
        self.address_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.address_problem.setObjectName(u"address_problem")
        self.address_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.address_problem.setProperty(u"tone", u"danger")

        self.layout_2.addWidget(self.address_problem)


        self.fields.setLayout(1, QFormLayout.ItemRole.FieldRole, self.layout_2)

        self.key_label = QLabel(WayPage)
        self.key_label.setTextFormat(Qt.TextFormat.PlainText)
        self.key_label.setObjectName(u"key_label")
        self.key_label.setTextFormat(Qt.TextFormat.PlainText)
        self.key_label.setMinimumSize(QSize(0, 30))
        self.key_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.key_label)

        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(2)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.key = QLineEdit(WayPage)
        self.key.setObjectName(u"key")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)

        self.layout_3.addWidget(self.key)

        self.key_problem = QLabel(WayPage)
        self.key_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.key_problem.setObjectName(u"key_problem")
        self.key_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.key_problem.setProperty(u"tone", u"danger")

        self.layout_3.addWidget(self.key_problem)

        self.key_words = QLabel(WayPage)
        self.key_words.setTextFormat(Qt.TextFormat.PlainText)
        self.key_words.setObjectName(u"key_words")
        self.key_words.setTextFormat(Qt.TextFormat.PlainText)
        self.key_words.setProperty(u"role", u"caption")

        self.layout_3.addWidget(self.key_words)


        self.fields.setLayout(2, QFormLayout.ItemRole.FieldRole, self.layout_3)

        self.model_label = QLabel(WayPage)
        self.model_label.setTextFormat(Qt.TextFormat.PlainText)
        self.model_label.setObjectName(u"model_label")
        self.model_label.setTextFormat(Qt.TextFormat.PlainText)
        self.model_label.setMinimumSize(QSize(0, 30))
        self.model_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.model_label)

        self.layout_5 = QVBoxLayout()
        self.layout_5.setSpacing(2)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.layout_4 = QHBoxLayout()
        self.layout_4.setSpacing(8)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.model = QComboBox(WayPage)
        self.model.setObjectName(u"model")
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.model.sizePolicy().hasHeightForWidth())
        self.model.setSizePolicy(sizePolicy1)

        self.layout_4.addWidget(self.model)

        self.list_models = QPushButton(WayPage)
        self.list_models.setObjectName(u"list_models")
        self.list_models.setAutoDefault(False)

        self.layout_4.addWidget(self.list_models)


        self.layout_5.addLayout(self.layout_4)

        self.model_problem = QLabel(WayPage)
        self.model_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.model_problem.setObjectName(u"model_problem")
        self.model_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.model_problem.setProperty(u"tone", u"danger")

        self.layout_5.addWidget(self.model_problem)


        self.fields.setLayout(3, QFormLayout.ItemRole.FieldRole, self.layout_5)


        self.layout_11.addLayout(self.fields)

        self.layout_7 = QHBoxLayout()
        self.layout_7.setSpacing(8)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.leaving_icon = QLabel(WayPage)
        self.leaving_icon.setTextFormat(Qt.TextFormat.PlainText)
        self.leaving_icon.setObjectName(u"leaving_icon")

        self.layout_7.addWidget(self.leaving_icon)

        self.leaving = QLabel(WayPage)
        self.leaving.setTextFormat(Qt.TextFormat.PlainText)
        self.leaving.setObjectName(u"leaving")
        self.leaving.setTextFormat(Qt.TextFormat.PlainText)
        self.leaving.setWordWrap(True)
        self.leaving.setProperty(u"role", u"muted")

        self.layout_7.addWidget(self.leaving)

        self.layout_7.setStretch(1, 1)

        self.layout_11.addLayout(self.layout_7)

        self.result = NoticeBar(WayPage)
        self.result.setObjectName(u"result")

        self.layout_11.addWidget(self.result)

        self.spacer_8 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_11.addItem(self.spacer_8)

        self.layout_10 = QHBoxLayout()
        self.layout_10.setSpacing(8)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.busy = QLabel(WayPage)
        self.busy.setTextFormat(Qt.TextFormat.PlainText)
        self.busy.setObjectName(u"busy")
        self.busy.setTextFormat(Qt.TextFormat.PlainText)
        self.busy.setProperty(u"role", u"muted")

        self.layout_10.addWidget(self.busy)

        self.spacer_9 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_10.addItem(self.spacer_9)

        self.test = QPushButton(WayPage)
        self.test.setObjectName(u"test")
        self.test.setAutoDefault(False)

        self.layout_10.addWidget(self.test)

        self.begin = QPushButton(WayPage)
        self.begin.setObjectName(u"begin")
        self.begin.setAutoDefault(False)

        self.layout_10.addWidget(self.begin)


        self.layout_11.addLayout(self.layout_10)

#if QT_CONFIG(shortcut)
        self.server_label.setBuddy(self.server)
        self.address_label.setBuddy(self.address)
        self.key_label.setBuddy(self.key)
        self.model_label.setBuddy(self.model)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(WayPage)

        QMetaObject.connectSlotsByName(WayPage)
    # setupUi

    def retranslateUi(self, WayPage: QWidget) -> None:
        self.found.setText("")
        self.look.setText(QCoreApplication.translate("WayPage", u"Look again", None))
        self.server_label.setText(QCoreApplication.translate("WayPage", u"&Server", None))
#if QT_CONFIG(accessibility)
        self.server.setAccessibleName(QCoreApplication.translate("WayPage", u"Server on this machine", None))
#endif // QT_CONFIG(accessibility)
        self.address_label.setText(QCoreApplication.translate("WayPage", u"&Address", None))
#if QT_CONFIG(accessibility)
        self.address.setAccessibleName(QCoreApplication.translate("WayPage", u"Address of the server", None))
#endif // QT_CONFIG(accessibility)
        self.address_problem.setText("")
        self.key_label.setText(QCoreApplication.translate("WayPage", u"&Key", None))
#if QT_CONFIG(accessibility)
        self.key.setAccessibleName(QCoreApplication.translate("WayPage", u"Key", None))
#endif // QT_CONFIG(accessibility)
        self.key_problem.setText("")
        self.key_words.setText("")
        self.model_label.setText(QCoreApplication.translate("WayPage", u"Mo&del", None))
#if QT_CONFIG(accessibility)
        self.model.setAccessibleName(QCoreApplication.translate("WayPage", u"Name of the model", None))
#endif // QT_CONFIG(accessibility)
        self.list_models.setText(QCoreApplication.translate("WayPage", u"List models", None))
#if QT_CONFIG(tooltip)
        self.list_models.setToolTip(QCoreApplication.translate("WayPage", u"Ask the server which models it offers", None))
#endif // QT_CONFIG(tooltip)
        self.model_problem.setText("")
        self.leaving.setText("")
        self.busy.setText("")
        self.test.setText(QCoreApplication.translate("WayPage", u"Test the connection", None))
        self.begin.setText(QCoreApplication.translate("WayPage", u"Begin with this model", None))
        pass
    # retranslateUi

