"""How the window looks: colours by role, type, icons, and the one style sheet made of them.

Colours stand in `tokens` and nowhere else; everything else asks a `Look`.
"""
