"""Identities: one type for each kind of thing, so that two ids cannot be swapped by mistake."""

from typing import NewType

WorldId = NewType("WorldId", str)
LoreId = NewType("LoreId", str)
LinkId = NewType("LinkId", str)
SessionId = NewType("SessionId", str)
BranchId = NewType("BranchId", str)
MessageId = NewType("MessageId", str)
RevisionId = NewType("RevisionId", str)
ProposalId = NewType("ProposalId", str)
TaskId = NewType("TaskId", str)
ManifestId = NewType("ManifestId", str)
RedirectId = NewType("RedirectId", str)
MarkId = NewType("MarkId", str)
KnowledgeId = NewType("KnowledgeId", str)
SummaryId = NewType("SummaryId", str)
