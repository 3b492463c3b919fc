# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'evaluation_dialog.ui'
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
from PySide6.QtWidgets import (QAbstractItemView, QApplication, QCheckBox, QComboBox,
    QDialog, QFrame, QHBoxLayout, QHeaderView,
    QLabel, QListView, QProgressBar, QPushButton,
    QScrollArea, QSizePolicy, QSpacerItem, QSplitter,
    QStackedWidget, QTabWidget, QVBoxLayout, QWidget)

from loredesk.ui.widgets.elided_combo import ElidedCombo
from loredesk.ui.widgets.empty_state import EmptyState
from loredesk.ui.widgets.figure_bars import FigureBars
from loredesk.ui.widgets.figure_table import FigureTable
from loredesk.ui.widgets.notice_bar import NoticeBar
from loredesk.ui.widgets.safe_text import SafeText

class Ui_EvaluationDialog(object):
    def setupUi(self, EvaluationDialog: QDialog) -> None:
        if not EvaluationDialog.objectName():
            EvaluationDialog.setObjectName(u"EvaluationDialog")
        EvaluationDialog.setMinimumSize(QSize(620, 460))
        self.column = QVBoxLayout(EvaluationDialog)
        self.column.setSpacing(10)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(20, 18, 20, 16)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.what = ElidedCombo(EvaluationDialog)
        self.what.setObjectName(u"what")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.what.sizePolicy().hasHeightForWidth())
        self.what.setSizePolicy(sizePolicy)
        self.what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.what.setMinimumContentsLength(24)

        self.head.addWidget(self.what)

        self.ablation = QCheckBox(EvaluationDialog)
        self.ablation.setObjectName(u"ablation")

        self.head.addWidget(self.ablation)

        self.run = QPushButton(EvaluationDialog)
        self.run.setObjectName(u"run")
        self.run.setAutoDefault(False)
        self.run.setProperty(u"role", u"primary")

        self.head.addWidget(self.run)

        self.stop = QPushButton(EvaluationDialog)
        self.stop.setObjectName(u"stop")
        self.stop.setAutoDefault(False)

        self.head.addWidget(self.stop)


        self.column.addLayout(self.head)

        self.learning = QWidget(EvaluationDialog)
        self.learning.setObjectName(u"learning")
        self.learning_row = QHBoxLayout(self.learning)
        self.learning_row.setSpacing(8)
        self.learning_row.setObjectName(u"learning_row")
        self.learning_row.setContentsMargins(0, 0, 0, 0)
        self.learning_about = QLabel(self.learning)
        self.learning_about.setTextFormat(Qt.TextFormat.PlainText)
        self.learning_about.setObjectName(u"learning_about")
        self.learning_about.setTextFormat(Qt.TextFormat.PlainText)
        self.learning_about.setWordWrap(True)
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        sizePolicy1.setHorizontalStretch(1)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.learning_about.sizePolicy().hasHeightForWidth())
        self.learning_about.setSizePolicy(sizePolicy1)
        self.learning_about.setProperty(u"role", u"caption")

        self.learning_row.addWidget(self.learning_about)

        self.unlearn = QPushButton(self.learning)
        self.unlearn.setObjectName(u"unlearn")
        self.unlearn.setAutoDefault(False)

        self.learning_row.addWidget(self.unlearn)

        self.learn = QPushButton(self.learning)
        self.learn.setObjectName(u"learn")
        self.learn.setAutoDefault(False)

        self.learning_row.addWidget(self.learn)


        self.column.addWidget(self.learning)

        self.progress = QProgressBar(EvaluationDialog)
        self.progress.setObjectName(u"progress")
        self.progress.setTextVisible(False)

        self.column.addWidget(self.progress)

        self.doing = QLabel(EvaluationDialog)
        self.doing.setTextFormat(Qt.TextFormat.PlainText)
        self.doing.setObjectName(u"doing")
        self.doing.setTextFormat(Qt.TextFormat.PlainText)
        self.doing.setWordWrap(True)
        self.doing.setProperty(u"role", u"caption")

        self.column.addWidget(self.doing)

        self.notice = NoticeBar(EvaluationDialog)
        self.notice.setObjectName(u"notice")

        self.column.addWidget(self.notice)

        self.sides = QSplitter(EvaluationDialog)
        self.sides.setObjectName(u"sides")
        self.sides.setOrientation(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        sizePolicy2 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy2.setHorizontalStretch(0)
        sizePolicy2.setVerticalStretch(1)
        sizePolicy2.setHeightForWidth(self.sides.sizePolicy().hasHeightForWidth())
        self.sides.setSizePolicy(sizePolicy2)
        self.kept_side = QWidget(self.sides)
        self.kept_side.setObjectName(u"kept_side")
        self.kept_column = QVBoxLayout(self.kept_side)
        self.kept_column.setSpacing(4)
        self.kept_column.setObjectName(u"kept_column")
        self.kept_column.setContentsMargins(0, 0, 0, 0)
        self.kept_title = QLabel(self.kept_side)
        self.kept_title.setTextFormat(Qt.TextFormat.PlainText)
        self.kept_title.setObjectName(u"kept_title")
        self.kept_title.setTextFormat(Qt.TextFormat.PlainText)
        self.kept_title.setProperty(u"role", u"caption")

        self.kept_column.addWidget(self.kept_title)

        self.runs = QListView(self.kept_side)
        self.runs.setObjectName(u"runs")
        self.runs.setFrameShape(QFrame.Shape.NoFrame)
        self.runs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.runs.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.runs.setMouseTracking(True)

        self.kept_column.addWidget(self.runs)

        self.sides.addWidget(self.kept_side)
        self.pages = QStackedWidget(self.sides)
        self.pages.setObjectName(u"pages")
        self.report_page = QWidget()
        self.report_page.setObjectName(u"report_page")
        self.report_column = QVBoxLayout(self.report_page)
        self.report_column.setSpacing(6)
        self.report_column.setObjectName(u"report_column")
        self.report_column.setContentsMargins(12, 0, 0, 0)
        self.subject = QLabel(self.report_page)
        self.subject.setTextFormat(Qt.TextFormat.PlainText)
        self.subject.setObjectName(u"subject")
        self.subject.setTextFormat(Qt.TextFormat.PlainText)
        self.subject.setWordWrap(True)
        self.subject.setProperty(u"role", u"heading")

        self.report_column.addWidget(self.subject)

        self.about = QLabel(self.report_page)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setObjectName(u"about")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setProperty(u"role", u"caption")

        self.report_column.addWidget(self.about)

        self.against_row = QHBoxLayout()
        self.against_row.setSpacing(8)
        self.against_row.setObjectName(u"against_row")
        self.against_row.setContentsMargins(0, 0, 0, 0)
        self.against = ElidedCombo(self.report_page)
        self.against.setObjectName(u"against")
        sizePolicy.setHeightForWidth(self.against.sizePolicy().hasHeightForWidth())
        self.against.setSizePolicy(sizePolicy)
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.against.setMinimumContentsLength(16)

        self.against_row.addWidget(self.against)

        self.forget = QPushButton(self.report_page)
        self.forget.setObjectName(u"forget")
        self.forget.setAutoDefault(False)

        self.against_row.addWidget(self.forget)


        self.report_column.addLayout(self.against_row)

        self.tabs = QTabWidget(self.report_page)
        self.tabs.setObjectName(u"tabs")
        self.figures_tab = QScrollArea()
        self.figures_tab.setObjectName(u"figures_tab")
        self.figures_tab.setWidgetResizable(True)
        self.figures_tab.setFrameShape(QFrame.Shape.NoFrame)
        self.figures_tab.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.figures_page = QWidget()
        self.figures_page.setObjectName(u"figures_page")
        self.figures_column = QVBoxLayout(self.figures_page)
        self.figures_column.setSpacing(16)
        self.figures_column.setObjectName(u"figures_column")
        self.figures_column.setContentsMargins(4, 16, 10, 8)
        self.remarks = QLabel(self.figures_page)
        self.remarks.setTextFormat(Qt.TextFormat.PlainText)
        self.remarks.setObjectName(u"remarks")
        self.remarks.setTextFormat(Qt.TextFormat.PlainText)
        self.remarks.setWordWrap(True)

        self.figures_column.addWidget(self.remarks)

        self.bars = FigureBars(self.figures_page)
        self.bars.setObjectName(u"bars")

        self.figures_column.addWidget(self.bars)

        self.stages_title = QLabel(self.figures_page)
        self.stages_title.setTextFormat(Qt.TextFormat.PlainText)
        self.stages_title.setObjectName(u"stages_title")
        self.stages_title.setTextFormat(Qt.TextFormat.PlainText)
        self.stages_title.setWordWrap(True)
        self.stages_title.setProperty(u"role", u"heading")

        self.figures_column.addWidget(self.stages_title)

        self.stages = FigureBars(self.figures_page)
        self.stages.setObjectName(u"stages")

        self.figures_column.addWidget(self.stages)

        self.caveats = QLabel(self.figures_page)
        self.caveats.setTextFormat(Qt.TextFormat.PlainText)
        self.caveats.setObjectName(u"caveats")
        self.caveats.setTextFormat(Qt.TextFormat.PlainText)
        self.caveats.setWordWrap(True)
        self.caveats.setProperty(u"role", u"muted")

        self.figures_column.addWidget(self.caveats)

        self.figures_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.figures_column.addItem(self.figures_gap)

        self.figures_tab.setWidget(self.figures_page)
        self.tabs.addTab(self.figures_tab, "")
        self.detail_tab = QWidget()
        self.detail_tab.setObjectName(u"detail_tab")
        self.detail_column = QVBoxLayout(self.detail_tab)
        self.detail_column.setSpacing(0)
        self.detail_column.setObjectName(u"detail_column")
        self.detail_column.setContentsMargins(0, 8, 0, 0)
        self.table = FigureTable(self.detail_tab)
        self.table.setObjectName(u"table")

        self.detail_column.addWidget(self.table)

        self.tabs.addTab(self.detail_tab, "")
        self.missed_tab = QWidget()
        self.missed_tab.setObjectName(u"missed_tab")
        self.missed_column = QVBoxLayout(self.missed_tab)
        self.missed_column.setSpacing(0)
        self.missed_column.setObjectName(u"missed_column")
        self.missed_column.setContentsMargins(0, 8, 0, 0)
        self.halves = QSplitter(self.missed_tab)
        self.halves.setObjectName(u"halves")
        self.halves.setOrientation(Qt.Orientation.Horizontal)
        self.halves.setChildrenCollapsible(False)
        self.missed = QListView(self.halves)
        self.missed.setObjectName(u"missed")
        self.missed.setFrameShape(QFrame.Shape.NoFrame)
        self.missed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.missed.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.missed.setMouseTracking(True)
        self.halves.addWidget(self.missed)
        self.wanted_side = QWidget(self.halves)
        self.wanted_side.setObjectName(u"wanted_side")
        self.wanted_column = QVBoxLayout(self.wanted_side)
        self.wanted_column.setSpacing(0)
        self.wanted_column.setObjectName(u"wanted_column")
        self.wanted_column.setContentsMargins(10, 0, 0, 0)
        self.detail = SafeText(self.wanted_side)
        self.detail.setObjectName(u"detail")

        self.wanted_column.addWidget(self.detail)

        self.halves.addWidget(self.wanted_side)

        self.missed_column.addWidget(self.halves)

        self.tabs.addTab(self.missed_tab, "")
        self.settings_tab = QWidget()
        self.settings_tab.setObjectName(u"settings_tab")
        self.settings_column = QVBoxLayout(self.settings_tab)
        self.settings_column.setSpacing(0)
        self.settings_column.setObjectName(u"settings_column")
        self.settings_column.setContentsMargins(0, 8, 0, 0)
        self.settings = SafeText(self.settings_tab)
        self.settings.setObjectName(u"settings")

        self.settings_column.addWidget(self.settings)

        self.tabs.addTab(self.settings_tab, "")

        self.report_column.addWidget(self.tabs)

        self.pages.addWidget(self.report_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.empty_column = QVBoxLayout(self.empty_page)
        self.empty_column.setSpacing(8)
        self.empty_column.setObjectName(u"empty_column")
        self.empty_column.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.empty_column.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)
        self.sides.addWidget(self.pages)

        self.column.addWidget(self.sides)

        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.foot_gap)

        self.close = QPushButton(EvaluationDialog)
        self.close.setObjectName(u"close")
        self.close.setAutoDefault(False)

        self.foot.addWidget(self.close)


        self.column.addLayout(self.foot)


        self.retranslateUi(EvaluationDialog)

        QMetaObject.connectSlotsByName(EvaluationDialog)
    # setupUi

    def retranslateUi(self, EvaluationDialog: QDialog) -> None:
        EvaluationDialog.setWindowTitle(QCoreApplication.translate("EvaluationDialog", u"Evaluation", None))
#if QT_CONFIG(accessibility)
        self.what.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"What to evaluate", None))
#endif // QT_CONFIG(accessibility)
        self.ablation.setText(QCoreApplication.translate("EvaluationDialog", u"Without each clue too", None))
#if QT_CONFIG(tooltip)
        self.ablation.setToolTip(QCoreApplication.translate("EvaluationDialog", u"Measure the order of turns again without one clue after the other; that takes several times as long", None))
#endif // QT_CONFIG(tooltip)
        self.run.setText(QCoreApplication.translate("EvaluationDialog", u"Evaluate", None))
        self.stop.setText(QCoreApplication.translate("EvaluationDialog", u"Stop", None))
#if QT_CONFIG(tooltip)
        self.stop.setToolTip(QCoreApplication.translate("EvaluationDialog", u"Stop; nothing of it is kept", None))
#endif // QT_CONFIG(tooltip)
        self.unlearn.setText(QCoreApplication.translate("EvaluationDialog", u"Back to built-in", None))
#if QT_CONFIG(tooltip)
        self.unlearn.setToolTip(QCoreApplication.translate("EvaluationDialog", u"Order the messages of this world by the built-in weights again; what was learned is removed", None))
#endif // QT_CONFIG(tooltip)
        self.learn.setText(QCoreApplication.translate("EvaluationDialog", u"Learn from this session", None))
#if QT_CONFIG(tooltip)
        self.learn.setToolTip(QCoreApplication.translate("EvaluationDialog", u"Evaluate this session, and learn from its replies what to look at; that takes several times as long", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"How far the evaluation has come", None))
#endif // QT_CONFIG(accessibility)
        self.kept_title.setText(QCoreApplication.translate("EvaluationDialog", u"Kept", None))
#if QT_CONFIG(accessibility)
        self.runs.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"Evaluations that were kept, the newest first", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.against.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"The run it is compared with", None))
#endif // QT_CONFIG(accessibility)
        self.forget.setText(QCoreApplication.translate("EvaluationDialog", u"Remove", None))
#if QT_CONFIG(tooltip)
        self.forget.setToolTip(QCoreApplication.translate("EvaluationDialog", u"Remove this evaluation from what is kept", None))
#endif // QT_CONFIG(tooltip)
        self.tabs.setTabText(self.tabs.indexOf(self.figures_tab), QCoreApplication.translate("EvaluationDialog", u"Figures", None))
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"Figures of each stage and part", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.detail_tab), QCoreApplication.translate("EvaluationDialog", u"Side by side", None))
#if QT_CONFIG(accessibility)
        self.missed.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"What was asked and missed, the worst first", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.detail.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"What was wanted and what came up instead", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.missed_tab), QCoreApplication.translate("EvaluationDialog", u"Missed", None))
#if QT_CONFIG(accessibility)
        self.settings.setAccessibleName(QCoreApplication.translate("EvaluationDialog", u"The settings of this run, and what has changed", None))
#endif // QT_CONFIG(accessibility)
        self.tabs.setTabText(self.tabs.indexOf(self.settings_tab), QCoreApplication.translate("EvaluationDialog", u"Settings", None))
        self.close.setText(QCoreApplication.translate("EvaluationDialog", u"Close", None))
    # retranslateUi

