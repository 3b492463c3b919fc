from loredesk.domain.ids import MessageId, SessionId
from loredesk.domain.messages import Message, Role
from loredesk.domain.panel import Panel
from loredesk.domain.presence import Presence, presence


def line(*steps):
    """Return a line of messages; each step is who is present then, or a speaker."""
    messages = []
    for number, step in enumerate(steps, start=1):
        here = None if isinstance(step, str) else Panel(present=tuple(step))
        speaker = step if isinstance(step, str) else "Narrator"
        messages.append(
            Message(
                id=MessageId(f"m{number}"),
                session_id=SessionId("s"),
                parent_id=MessageId(f"m{number - 1}") if number > 1 else None,
                seq=number,
                role=Role.AUTHOR if speaker == "You" else Role.NARRATOR,
                speaker=speaker,
                text="So it went.",
                panel=here,
            )
        )
    return messages


def seen(messages, *names, **values):
    return [str(one) for one in presence(messages, names, **values).values()]


def test_who_stays_through_a_message_was_there_and_who_is_in_neither_panel_was_not():
    told = line(["Mara", "Otto"], "You", ["Mara", "Otto"], "You", ["Otto"], "You", ["Otto"])

    assert seen(told, "Otto") == ["present"] * 7
    assert seen(told, "Mara") == ["present"] * 4 + ["partly", "absent", "absent"]


def test_who_comes_or_leaves_meanwhile_was_there_for_a_part_of_it():
    assert seen(line(["Otto"], "You", ["Mara"]), "Mara") == ["absent", "absent", "partly"]
    assert seen(line(["Otto"], "You", ["Mara"]), "Otto") == ["present", "present", "partly"]


def test_before_any_panel_nothing_is_known_and_the_first_one_speaks_for_its_message():
    assert seen(line("You", "Narrator", ["Mara"], "You"), "Mara") == [
        "unknown",
        "unknown",
        "present",
        "present",
    ]
    assert seen(line("You", ["Otto"]), "Mara") == ["unknown", "absent"]


def test_who_speaks_a_message_knows_it_wherever_the_panel_has_them():
    assert seen(line(["Otto"], "Mara Venn", "You"), "Mara", "Mara Venn") == [
        "absent",
        "spoke",
        "absent",
    ]


def test_names_are_compared_as_names_are_and_what_is_said_in_brackets_does_not_count():
    told = line(["the Grey WARDEN (hidden)", "Otto"])

    assert seen(told, "Grey Warden") == ["present"]
    assert seen(told, "", "Warden") == ["absent"]
    assert seen(line(["", "!"]), "", "?") == ["absent"]


def test_the_end_of_a_line_goes_on_from_the_last_panel_before_it():
    told = line(["Mara"], "You", ["Mara"])

    assert seen(told[1:], "Mara", before=told[0].panel) == ["present", "present"]
    assert seen(told[1:], "Mara") == ["unknown", "present"]


def test_only_who_surely_missed_a_thing_has_not_witnessed_it():
    assert [one for one in Presence if not one.witnessed] == [Presence.ABSENT]
