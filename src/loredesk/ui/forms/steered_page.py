# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'steered_page.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QHBoxLayout, QListView,
    QSizePolicy, QToolButton, QVBoxLayout, QWidget)

from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.labels import ElidedLabel
from loredesk.ui.widgets.steer_bar import SteerBar

class Ui_SteeredPage(object):
    def setupUi(self, SteeredPage: QWidget) -> None:
        if not SteeredPage.objectName():
            SteeredPage.setObjectName(u"SteeredPage")
        self.whole = QVBoxLayout(SteeredPage)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(4)
        self.title_row.setObjectName(u"title_row")
        self.title_row.setContentsMargins(12, 10, 12, 6)
        self.title = ElidedLabel(SteeredPage)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"heading")

        self.title_row.addWidget(self.title)

        self.back = QToolButton(SteeredPage)
        self.back.setObjectName(u"back")
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        self.title_row.addWidget(self.back)

        self.title_row.setStretch(0, 1)

        self.whole.addLayout(self.title_row)

        self.entries = QListView(SteeredPage)
        self.entries.setObjectName(u"entries")
        self.entries.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.entries.setMouseTracking(True)

        self.whole.addWidget(self.entries)

        self.empty = EmptyState(SteeredPage)
        self.empty.setObjectName(u"empty")

        self.whole.addWidget(self.empty)

        self.acts = QVBoxLayout()
        self.acts.setObjectName(u"acts")
        self.acts.setContentsMargins(12, 6, 12, 12)
        self.steer = SteerBar(SteeredPage)
        self.steer.setObjectName(u"steer")

        self.acts.addWidget(self.steer)


        self.whole.addLayout(self.acts)


        self.retranslateUi(SteeredPage)

        QMetaObject.connectSlotsByName(SteeredPage)
    # setupUi

    def retranslateUi(self, SteeredPage: QWidget) -> None:
        self.back.setText(QCoreApplication.translate("SteeredPage", u"Back", None))
#if QT_CONFIG(tooltip)
        self.back.setToolTip(QCoreApplication.translate("SteeredPage", u"Go back to what the model was told", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.entries.setAccessibleName(QCoreApplication.translate("SteeredPage", u"Entries you pinned, boosted or banned", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

