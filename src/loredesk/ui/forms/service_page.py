# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'service_page.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDoubleSpinBox, QFormLayout,
    QFrame, QHBoxLayout, QLabel, QLineEdit,
    QPushButton, QSizePolicy, QSpacerItem, QSpinBox,
    QVBoxLayout, QWidget)

from loredesk.ui.widgets.notice_bar import NoticeBar

class Ui_ServicePage(object):
    def setupUi(self, ServicePage: QWidget) -> None:
        if not ServicePage.objectName():
            ServicePage.setObjectName(u"ServicePage")
        self.layout_15 = QVBoxLayout(ServicePage)
        self.layout_15.setSpacing(12)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(4, 14, 4, 12)
        self.purpose = QLabel(ServicePage)
        self.purpose.setTextFormat(Qt.TextFormat.PlainText)
        self.purpose.setObjectName(u"purpose")
        self.purpose.setTextFormat(Qt.TextFormat.PlainText)
        self.purpose.setWordWrap(True)
        self.purpose.setProperty(u"role", u"muted")

        self.layout_15.addWidget(self.purpose)

        self.fields = QFormLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeading|Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignTop)
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(4)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.provider_label = QLabel(ServicePage)
        self.provider_label.setTextFormat(Qt.TextFormat.PlainText)
        self.provider_label.setObjectName(u"provider_label")
        self.provider_label.setTextFormat(Qt.TextFormat.PlainText)
        self.provider_label.setMinimumSize(QSize(0, 30))
        self.provider_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(0, QFormLayout.ItemRole.LabelRole, self.provider_label)

        self.layout_17 = QHBoxLayout()
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 10)
        self.provider = QComboBox(ServicePage)
        self.provider.setObjectName(u"provider")

        self.layout_17.addWidget(self.provider)

        self.spacer_18 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_17.addItem(self.spacer_18)


        self.fields.setLayout(0, QFormLayout.ItemRole.FieldRole, self.layout_17)

        self.address_label = QLabel(ServicePage)
        self.address_label.setTextFormat(Qt.TextFormat.PlainText)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setTextFormat(Qt.TextFormat.PlainText)
        self.address_label.setMinimumSize(QSize(0, 30))
        self.address_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(1, QFormLayout.ItemRole.LabelRole, self.address_label)

        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(2)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.layout_16 = QHBoxLayout()
        self.layout_16.setSpacing(8)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.address = QLineEdit(ServicePage)
        self.address.setObjectName(u"address")

        self.layout_16.addWidget(self.address)

        self.find_servers = QPushButton(ServicePage)
        self.find_servers.setObjectName(u"find_servers")
        self.find_servers.setAutoDefault(False)

        self.layout_16.addWidget(self.find_servers)


        self.layout_1.addLayout(self.layout_16)

        self.address_problem = QLabel(ServicePage)
        self.address_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.address_problem.setObjectName(u"address_problem")
        self.address_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.address_problem.setProperty(u"tone", u"danger")

        self.layout_1.addWidget(self.address_problem)


        self.fields.setLayout(1, QFormLayout.ItemRole.FieldRole, self.layout_1)

        self.key_label = QLabel(ServicePage)
        self.key_label.setTextFormat(Qt.TextFormat.PlainText)
        self.key_label.setObjectName(u"key_label")
        self.key_label.setTextFormat(Qt.TextFormat.PlainText)
        self.key_label.setMinimumSize(QSize(0, 30))
        self.key_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(2, QFormLayout.ItemRole.LabelRole, self.key_label)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(2)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.key = QLineEdit(ServicePage)
        self.key.setObjectName(u"key")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)

        self.layout_2.addWidget(self.key)

        self.key_problem = QLabel(ServicePage)
        self.key_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.key_problem.setObjectName(u"key_problem")
        self.key_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.key_problem.setProperty(u"tone", u"danger")

        self.layout_2.addWidget(self.key_problem)


        self.fields.setLayout(2, QFormLayout.ItemRole.FieldRole, self.layout_2)

        self.model_label = QLabel(ServicePage)
        self.model_label.setTextFormat(Qt.TextFormat.PlainText)
        self.model_label.setObjectName(u"model_label")
        self.model_label.setTextFormat(Qt.TextFormat.PlainText)
        self.model_label.setMinimumSize(QSize(0, 30))
        self.model_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(3, QFormLayout.ItemRole.LabelRole, self.model_label)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(2)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.layout_3 = QHBoxLayout()
        self.layout_3.setSpacing(8)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.model = QComboBox(ServicePage)
        self.model.setObjectName(u"model")
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.model.sizePolicy().hasHeightForWidth())
        self.model.setSizePolicy(sizePolicy)

        self.layout_3.addWidget(self.model)

        self.list_models = QPushButton(ServicePage)
        self.list_models.setObjectName(u"list_models")
        self.list_models.setAutoDefault(False)

        self.layout_3.addWidget(self.list_models)


        self.layout_4.addLayout(self.layout_3)

        self.model_problem = QLabel(ServicePage)
        self.model_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.model_problem.setObjectName(u"model_problem")
        self.model_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.model_problem.setProperty(u"tone", u"danger")

        self.layout_4.addWidget(self.model_problem)


        self.fields.setLayout(3, QFormLayout.ItemRole.FieldRole, self.layout_4)

        self.tokens_label = QLabel(ServicePage)
        self.tokens_label.setTextFormat(Qt.TextFormat.PlainText)
        self.tokens_label.setObjectName(u"tokens_label")
        self.tokens_label.setTextFormat(Qt.TextFormat.PlainText)
        self.tokens_label.setMinimumSize(QSize(0, 30))
        self.tokens_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(4, QFormLayout.ItemRole.LabelRole, self.tokens_label)

        self.layout_7 = QVBoxLayout()
        self.layout_7.setSpacing(2)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.layout_6 = QHBoxLayout()
        self.layout_6.setSpacing(8)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.context = QSpinBox(ServicePage)
        self.context.setObjectName(u"context")
        self.context.setMinimum(512)
        self.context.setMaximum(2000000)
        self.context.setSingleStep(1024)

        self.layout_6.addWidget(self.context)

        self.answer_label = QLabel(ServicePage)
        self.answer_label.setTextFormat(Qt.TextFormat.PlainText)
        self.answer_label.setObjectName(u"answer_label")
        self.answer_label.setTextFormat(Qt.TextFormat.PlainText)
        self.answer_label.setProperty(u"role", u"muted")

        self.layout_6.addWidget(self.answer_label)

        self.answer = QSpinBox(ServicePage)
        self.answer.setObjectName(u"answer")
        self.answer.setMinimum(16)
        self.answer.setMaximum(200000)
        self.answer.setSingleStep(128)

        self.layout_6.addWidget(self.answer)

        self.spacer_5 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_6.addItem(self.spacer_5)


        self.layout_7.addLayout(self.layout_6)

        self.tokens_problem = QLabel(ServicePage)
        self.tokens_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.tokens_problem.setObjectName(u"tokens_problem")
        self.tokens_problem.setTextFormat(Qt.TextFormat.PlainText)
        self.tokens_problem.setProperty(u"tone", u"danger")

        self.layout_7.addWidget(self.tokens_problem)


        self.fields.setLayout(4, QFormLayout.ItemRole.FieldRole, self.layout_7)

        self.temperature_label = QLabel(ServicePage)
        self.temperature_label.setTextFormat(Qt.TextFormat.PlainText)
        self.temperature_label.setObjectName(u"temperature_label")
        self.temperature_label.setTextFormat(Qt.TextFormat.PlainText)
        self.temperature_label.setMinimumSize(QSize(0, 30))
        self.temperature_label.setMaximumSize(QSize(16777215, 30))

        self.fields.setWidget(5, QFormLayout.ItemRole.LabelRole, self.temperature_label)

        self.layout_9 = QHBoxLayout()
        self.layout_9.setSpacing(8)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.temperature = QDoubleSpinBox(ServicePage)
        self.temperature.setObjectName(u"temperature")
        self.temperature.setMinimum(-0.050000000000000)
        self.temperature.setMaximum(2.000000000000000)
        self.temperature.setSingleStep(0.050000000000000)
        self.temperature.setDecimals(2)

        self.layout_9.addWidget(self.temperature)

        self.spacer_8 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_9.addItem(self.spacer_8)


        self.fields.setLayout(5, QFormLayout.ItemRole.FieldRole, self.layout_9)


        self.layout_15.addLayout(self.fields)

        self.leaving_card = QFrame(ServicePage)
        self.leaving_card.setObjectName(u"leaving_card")
        self.leaving_card.setProperty(u"role", u"well")
        self.layout_11 = QHBoxLayout(self.leaving_card)
        self.layout_11.setSpacing(8)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(12, 8, 12, 8)
        self.leaving_icon = QLabel(self.leaving_card)
        self.leaving_icon.setTextFormat(Qt.TextFormat.PlainText)
        self.leaving_icon.setObjectName(u"leaving_icon")

        self.layout_11.addWidget(self.leaving_icon)

        self.leaving = QLabel(self.leaving_card)
        self.leaving.setTextFormat(Qt.TextFormat.PlainText)
        self.leaving.setObjectName(u"leaving")
        self.leaving.setTextFormat(Qt.TextFormat.PlainText)
        self.leaving.setWordWrap(True)

        self.layout_11.addWidget(self.leaving)

        self.layout_11.setStretch(1, 1)

        self.layout_15.addWidget(self.leaving_card)

        self.layout_13 = QHBoxLayout()
        self.layout_13.setSpacing(8)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.busy = QLabel(ServicePage)
        self.busy.setTextFormat(Qt.TextFormat.PlainText)
        self.busy.setObjectName(u"busy")
        self.busy.setTextFormat(Qt.TextFormat.PlainText)
        self.busy.setProperty(u"role", u"muted")

        self.layout_13.addWidget(self.busy)

        self.spacer_12 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_13.addItem(self.spacer_12)

        self.everywhere = QPushButton(ServicePage)
        self.everywhere.setObjectName(u"everywhere")
        self.everywhere.setAutoDefault(False)

        self.layout_13.addWidget(self.everywhere)

        self.test = QPushButton(ServicePage)
        self.test.setObjectName(u"test")
        self.test.setAutoDefault(False)

        self.layout_13.addWidget(self.test)


        self.layout_15.addLayout(self.layout_13)

        self.result = NoticeBar(ServicePage)
        self.result.setObjectName(u"result")

        self.layout_15.addWidget(self.result)

        self.spacer_14 = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_15.addItem(self.spacer_14)

#if QT_CONFIG(shortcut)
        self.provider_label.setBuddy(self.provider)
        self.address_label.setBuddy(self.address)
        self.key_label.setBuddy(self.key)
        self.model_label.setBuddy(self.model)
        self.tokens_label.setBuddy(self.context)
        self.answer_label.setBuddy(self.answer)
        self.temperature_label.setBuddy(self.temperature)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ServicePage)

        QMetaObject.connectSlotsByName(ServicePage)
    # setupUi

    def retranslateUi(self, ServicePage: QWidget) -> None:
        self.purpose.setText("")
        self.provider_label.setText(QCoreApplication.translate("ServicePage", u"&Model from", None))
#if QT_CONFIG(accessibility)
        self.provider.setAccessibleName(QCoreApplication.translate("ServicePage", u"Where the model comes from", None))
#endif // QT_CONFIG(accessibility)
        self.address_label.setText(QCoreApplication.translate("ServicePage", u"&Address", None))
#if QT_CONFIG(accessibility)
        self.address.setAccessibleName(QCoreApplication.translate("ServicePage", u"Address of the server", None))
#endif // QT_CONFIG(accessibility)
        self.find_servers.setText(QCoreApplication.translate("ServicePage", u"Find servers", None))
#if QT_CONFIG(tooltip)
        self.find_servers.setToolTip(QCoreApplication.translate("ServicePage", u"Look for model servers on this machine", None))
#endif // QT_CONFIG(tooltip)
        self.address_problem.setText("")
        self.key_label.setText(QCoreApplication.translate("ServicePage", u"&Key", None))
#if QT_CONFIG(accessibility)
        self.key.setAccessibleName(QCoreApplication.translate("ServicePage", u"Key", None))
#endif // QT_CONFIG(accessibility)
        self.key_problem.setText("")
        self.model_label.setText(QCoreApplication.translate("ServicePage", u"Mo&del", None))
#if QT_CONFIG(accessibility)
        self.model.setAccessibleName(QCoreApplication.translate("ServicePage", u"Name of the model", None))
#endif // QT_CONFIG(accessibility)
        self.list_models.setText(QCoreApplication.translate("ServicePage", u"List models", None))
#if QT_CONFIG(tooltip)
        self.list_models.setToolTip(QCoreApplication.translate("ServicePage", u"Ask the server which models it offers", None))
#endif // QT_CONFIG(tooltip)
        self.model_problem.setText("")
        self.tokens_label.setText(QCoreApplication.translate("ServicePage", u"Con&text", None))
#if QT_CONFIG(accessibility)
        self.context.setAccessibleName(QCoreApplication.translate("ServicePage", u"Tokens the model can read and write together", None))
#endif // QT_CONFIG(accessibility)
        self.context.setSuffix(QCoreApplication.translate("ServicePage", u" tokens", None))
        self.answer_label.setText(QCoreApplication.translate("ServicePage", u"of which the ans&wer", None))
#if QT_CONFIG(accessibility)
        self.answer.setAccessibleName(QCoreApplication.translate("ServicePage", u"Tokens it may answer", None))
#endif // QT_CONFIG(accessibility)
        self.answer.setSuffix(QCoreApplication.translate("ServicePage", u" tokens", None))
        self.tokens_problem.setText("")
        self.temperature_label.setText(QCoreApplication.translate("ServicePage", u"Tem&perature", None))
#if QT_CONFIG(accessibility)
        self.temperature.setAccessibleName(QCoreApplication.translate("ServicePage", u"Temperature", None))
#endif // QT_CONFIG(accessibility)
        self.temperature.setSpecialValueText(QCoreApplication.translate("ServicePage", u"The server's own", None))
        self.leaving.setText("")
        self.busy.setText("")
        self.everywhere.setText(QCoreApplication.translate("ServicePage", u"Use for all text work", None))
#if QT_CONFIG(tooltip)
        self.everywhere.setToolTip(QCoreApplication.translate("ServicePage", u"Give generation, analysis and maintenance this same model", None))
#endif // QT_CONFIG(tooltip)
        self.test.setText(QCoreApplication.translate("ServicePage", u"Save and test", None))
        pass
    # retranslateUi

