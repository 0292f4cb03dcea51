"""The elements of a pitch and a story: named only where it is safe."""

import pytest

from bot.coach.practice import Kind, read

PRESENT: list[tuple[Kind, str, str]] = [
    ("pitch", "ask", "Could you introduce me to whoever buys for the ferries?"),
    ("pitch", "ask", "Who hires for the night shift?"),
    ("pitch", "ask", "May I send you two pages?"),
    ("pitch", "ask", "I bake. If you know somebody with an empty shop, tell me."),
    ("pitch", "ask", "We're raising sixty thousand for a second oven."),
    ("pitch", "who", "Hi, I'm Zofia, and I bake."),
    ("pitch", "who", "I’m Zofia, a baker."),
    ("pitch", "who", "My name is Ola."),
    ("pitch", "who", "I am a night nurse."),
    ("pitch", "proof", "At the harbour the waste went from ninety loaves to eleven."),
    ("pitch", "proof", "We sold 200 loaves last week."),
    ("pitch", "proof", "I've baked for the ferries for twelve years."),
    ("pitch", "audience", "I bake for schools with fewer than sixty pupils."),
    ("pitch", "audience", "Bakeries like yours throw bread away at night."),
    ("pitch", "hook", "What happens to the bread that nobody buys?"),
    ("pitch", "problem", "Most bakers throw away a third of what they bake."),
    ("pitch", "solution", "I count the loaves at noon, so you never bake too many."),
    ("story", "dialogue", 'She said, "Not in my kitchen."'),
    ("story", "setting", "Last winter I was on the early ferry."),
    ("story", "character", "We had a cook called Bruna."),
    ("story", "turning", "The oven was cold. Then I rang the potter. He came."),
    ("story", "resolution", "It rained. We baked. To this day the oven stands there."),
    ("story", "takeaway", "It rained. We baked. Since then I always keep dry wood."),
    ("story", "conflict", "We had only two hours left."),
]

UNSURE: list[tuple[Kind, str, str]] = [
    ("pitch", "ask", "Let's circle back and explore synergies."),
    ("pitch", "ask", "Thank you for your valuable time."),
    ("pitch", "who", "I'm passionate, motivated and a quick learner."),
    ("pitch", "who", "I'm English."),
    ("pitch", "who", "I'm looking for one structural engineer."),
    ("pitch", "proof", "In five years I see myself in a leading role."),
    ("pitch", "proof", "I am a results-driven professional with a proven record."),
    ("pitch", "proof", "Could you come from seven to eight?"),
    ("pitch", "audience", "We serve everyone, everywhere."),
    ("pitch", "hook", "Hello, how are you today?"),
    ("pitch", "hook", "My name is Ola and I have two ovens."),
    ("pitch", "problem", "Our clients lose a third of their costs."),
    ("pitch", "solution", "We empower stakeholders to unlock value."),
    ("story", "setting", "Last year something remarkable happened."),
    ("story", "character", "Our department did well."),
    ("story", "dialogue", "We called it a “must”."),
    ("story", "takeaway", "I always liked bread. It rained. We baked. It was fine."),
    ("story", "conflict", "There were some challenges."),
]


def signs_of(text: str, kind: Kind) -> set[str]:
    """What is present where the signs alone are heard."""
    return {name for name, state in read(text, kind).states.items() if state == "present"}


@pytest.mark.parametrize(("kind", "element", "text"), PRESENT)
def test_plain_words_are_found(kind: Kind, element: str, text: str) -> None:
    assert element in signs_of(text, kind)


@pytest.mark.parametrize(("kind", "element", "text"), UNSURE)
def test_what_only_looks_like_it_stays_unsure(kind: Kind, element: str, text: str) -> None:
    assert element not in signs_of(text, kind)


@pytest.mark.parametrize("kind", ["pitch", "story"])
def test_where_nothing_is_plain_nothing_is_found(kind: Kind) -> None:
    assert signs_of("Nothing in here.", kind) == set()


def test_another_language_is_left_unread() -> None:
    text = (
        'Ich bin I\'m Zofia und das ist nicht für mich. Could you introduce me? "Das ist gut und auch nicht."'
    )
    assert signs_of(text, "pitch") == set()
