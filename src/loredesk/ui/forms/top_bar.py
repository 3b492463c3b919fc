# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'top_bar.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QHBoxLayout, QSizePolicy,
    QSpacerItem, QToolButton, QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo

class Ui_TopBar(object):
    def setupUi(self, TopBar: QWidget) -> None:
        if not TopBar.objectName():
            TopBar.setObjectName(u"TopBar")
        self.layout_2 = QHBoxLayout(TopBar)
        self.layout_2.setSpacing(8)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(4, 2, 4, 2)
        self.world = ElidedCombo(TopBar)
        self.world.setObjectName(u"world")
        self.world.setMaximumSize(QSize(260, 16777215))
        self.world.setMinimumContentsLength(12)
        self.world.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.world.setMaxVisibleItems(18)

        self.layout_2.addWidget(self.world)

        self.session = ElidedCombo(TopBar)
        self.session.setObjectName(u"session")
        self.session.setMaximumSize(QSize(400, 16777215))
        self.session.setMinimumContentsLength(14)
        self.session.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.session.setMaxVisibleItems(18)

        self.layout_2.addWidget(self.session)

        self.new_session = QToolButton(TopBar)
        self.new_session.setObjectName(u"new_session")
        self.new_session.setFocusPolicy(Qt.FocusPolicy.TabFocus)

        self.layout_2.addWidget(self.new_session)

        self.trust = QToolButton(TopBar)
        self.trust.setObjectName(u"trust")
        self.trust.setProperty(u"role", u"chip")
        self.trust.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.trust.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.trust.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

        self.layout_2.addWidget(self.trust)

        self.spacer_1 = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_2.addItem(self.spacer_1)

        self.queue = QToolButton(TopBar)
        self.queue.setObjectName(u"queue")
        self.queue.setProperty(u"role", u"chip")
        self.queue.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.queue.setFocusPolicy(Qt.FocusPolicy.TabFocus)

        self.layout_2.addWidget(self.queue)

        self.models = QToolButton(TopBar)
        self.models.setObjectName(u"models")
        self.models.setProperty(u"role", u"chip")
        self.models.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.models.setFocusPolicy(Qt.FocusPolicy.TabFocus)

        self.layout_2.addWidget(self.models)

        self.settings = QToolButton(TopBar)
        self.settings.setObjectName(u"settings")
        self.settings.setFocusPolicy(Qt.FocusPolicy.TabFocus)

        self.layout_2.addWidget(self.settings)


        self.retranslateUi(TopBar)

        QMetaObject.connectSlotsByName(TopBar)
    # setupUi

    def retranslateUi(self, TopBar: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.world.setAccessibleName(QCoreApplication.translate("TopBar", u"World", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.world.setToolTip(QCoreApplication.translate("TopBar", u"The world you are playing in", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.session.setAccessibleName(QCoreApplication.translate("TopBar", u"Session", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.session.setToolTip(QCoreApplication.translate("TopBar", u"The playthrough on screen", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.new_session.setAccessibleName(QCoreApplication.translate("TopBar", u"New session", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.new_session.setToolTip(QCoreApplication.translate("TopBar", u"Begin another playthrough of this world", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.trust.setAccessibleName(QCoreApplication.translate("TopBar", u"What is accepted without a click", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.queue.setAccessibleName(QCoreApplication.translate("TopBar", u"Queue", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.models.setAccessibleName(QCoreApplication.translate("TopBar", u"Models", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.settings.setAccessibleName(QCoreApplication.translate("TopBar", u"Settings", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.settings.setToolTip(QCoreApplication.translate("TopBar", u"Settings", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi

