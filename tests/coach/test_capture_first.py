"""The example that the whole of capture is built around."""

from datetime import date

from bot.coach.capture import Person, ReadPromise, ReadThankYou, ReadTouch, read

LINE = (
    "Met Dana Lee from Acme at the trade fair yesterday, promised her the deck by Friday, Omar introduced us"
)


def test_a_line_gives_people_a_promise_a_thank_you_and_a_touch() -> None:
    reading = read(LINE, date(2026, 11, 23), ["Omar Haddad"])
    assert reading.people == (
        Person("Dana Lee", "Acme", "the trade fair", "Omar Haddad"),
        Person("Omar Haddad"),
    )
    assert reading.promises == (ReadPromise("mine", "Dana Lee", "send the deck", date(2026, 11, 27)),)
    assert reading.thank_yous == (ReadThankYou("Omar Haddad", "the introduction", "owed"),)
    assert reading.touches == (ReadTouch("Dana Lee", date(2026, 11, 22), "met"),)
