"""The parts that a reading is put together from: plain text, words, clauses, pronouns, names, thanks."""

from datetime import date

import pytest

from bot.coach.capture import read
from bot.coach.capture.clauses import clauses, says_something
from bot.coach.capture.clean import clean
from bot.coach.capture.companies import take_companies
from bot.coach.capture.known import KnownNames
from bot.coach.capture.shape import join_lists, shape_line
from bot.coach.capture.talk import Talk
from bot.coach.capture.tokens import tokens

TODAY = date(2026, 11, 25)
KNOWN = ["Dana Lee", "Omar Haddad", "Priya Nair"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("me -> Dana", "me → Dana"),
        ("me=>Dana", "me → Dana"),
        ("Dana <- me", "Dana ← me"),
        ("hed call", "he'd call"),
        ("y'day w/ her", "yesterday with her"),
        ("I've to call", "I have to call"),
        ("fwd it 4 me", "forward it for me"),
        ("- first\n- second", "first\nsecond"),
        ("a :tada: b", "a b"),
        ("<@U1|dana> hi", "hi"),
        ("Tuesday, no sorry, Wednesday", "Wednesday"),
    ],
)
def test_a_typed_line_is_made_plain(typed: str, plain: str) -> None:
    assert clean(typed) == plain


def test_words_know_their_ending_capital_and_place() -> None:
    first, second = tokens("Dana's deck")
    assert (first.text, first.ending, first.is_capital, first.opens) == ("Dana", "'s", True, True)
    assert (second.low, second.ending, second.is_capital, second.opens) == ("deck", "", False, False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("met Dana, she said hi", ["met Dana", "she said hi"]),
        ("met Dana and I owe her", ["met Dana", "I owe her"]),
        ("call with Dana mon he sends it", ["call with Dana mon", "he sends it"]),
        ("In Lyon on Tuesday I met Dana", ["In Lyon on Tuesday I met Dana"]),
        ("Tomorrow, I'll call Dana", ["Tomorrow, I'll call Dana"]),
        ("Dana, who promised a call", ["Dana", "who promised a call"]),
        ("met Dana → owe her", ["met Dana", "owe her"]),
    ],
)
def test_a_line_falls_into_clauses(text: str, parts: list[str]) -> None:
    line = shape_line(text, TODAY, KNOWN)
    assert [line.as_typed(clause.text) for clause in clauses(line.shape)] == parts


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I hope she gets it", False),
        ("hmm i wonder if she got it", False),
        ("wouldn't it be nice", False),
        ("let's see", False),
        ("remind me who she is", False),
        ("stop reminding me", False),
        ("rename her", False),
        ("maybe I could ask", False),
        ("if I see her I will say so", False),
        ("he assured me that he would have the papers", True),
        ("had her on the phone", True),
        ("when she called I promised", True),
        ("remind me to call", True),
        ("wished her a good day", True),
    ],
)
def test_musings_questions_and_commands_say_nothing(sentence: str, expected: bool) -> None:
    assert says_something(sentence) is expected


@pytest.mark.parametrize(
    "text",
    [
        "I have not spoken with Omar about it",
        "It might be worth calling Omar",
        "I was thinking maybe I should call Omar",
        "what's Omar's number",
        "Can Omar be trusted",
        "The meeting with Omar was cancelled",
        "I have made no promise to Omar",
        "Cancel the reminder for Omar",
    ],
)
def test_a_hedged_line_stays_empty(text: str) -> None:
    assert read(text, TODAY, KNOWN).is_empty


@pytest.mark.parametrize("text", ["Omar hasn't replied", "Omar asked if I could help. I couldn't."])
def test_news_of_somebody_is_kept_though_it_is_negative(text: str) -> None:
    assert [person.name for person in read(text, TODAY, KNOWN).people] == ["Omar Haddad"]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("met Dana and Omar, she", "she", ("Dana Lee",)),
        ("met Dana and Omar, he", "he", ("Omar Haddad",)),
        ("met Dana and Omar, they", "they", ("Dana Lee", "Omar Haddad")),
        ("met Dana, then Omar, who", "who", ("Omar Haddad",)),
        ("met Dana, that woman", "that woman", ("Dana Lee",)),
        ("nobody here", "she", ()),
    ],
)
def test_a_pronoun_goes_back_to_who_can_be_meant(text: str, word: str, expected: tuple[str, ...]) -> None:
    line = shape_line(text, TODAY, KNOWN)
    join_lists(line)
    assert Talk(line).who(word, len(line.shape)) == expected


def test_a_pronoun_before_the_only_name_means_that_one() -> None:
    line = shape_line("she said so. Good old Dana", TODAY, KNOWN)
    assert Talk(line).who("she", 0) == ("Dana Lee",)


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("jp", "Jean-Pierre Roux", True),
        ("majo", "María José Ibarra", True),
        ("jules", "Julian Frost", True),
        ("nico", "Nicolás Arce", True),
        ("quim", "Joaquim Sala", True),
        ("pilu", "Pilar Ugarte", True),
        ("anna", "Annabel Cross", False),
        ("paul", "Paula Reyes", False),
        ("carl", "Carlos Mota", False),
        ("pm", "Pilar Mota", False),
    ],
)
def test_a_pet_name_stands_for_a_known_name(typed: str, known: str, expected: bool) -> None:
    assert bool(KnownNames([known]).one_word(typed)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Clara (Banyan Cap): wants updates", ["Clara"]),
        ("met fiona mcrae procurement lead at Brightwell", ["fiona mcrae"]),
        ("zoom with lena and rob from castlegate", ["lena", "rob"]),
        ("Wiremu from the Harbour Trust popped in", ["Wiremu"]),
        ("founder life, keep forgetting to eat", []),
        ("he is better, thank god", []),
        ("sorted him out with petrol money", []),
        ("now into biotech", []),
    ],
)
def test_a_new_person_is_told_from_a_company_and_from_words(text: str, expected: list[str]) -> None:
    assert [person.name for person in read(text, TODAY).people] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met Dana from Acme", {"Dana Lee": "Acme"}),
        ("met Dana (Acme)", {"Dana Lee": "Acme"}),
        ("met Dana @ Acme", {"Dana Lee": "Acme"}),
        ("mail from Dana at Acme", {"Dana Lee": "Acme"}),
        ("lunch with Dana at Acme", {}),
        ("met Dana from Lisbon", {}),
        ("met Dana (the tall one)", {}),
    ],
)
def test_a_company_is_taken_with_its_person(text: str, expected: dict[str, str]) -> None:
    assert take_companies(shape_line(text, TODAY, KNOWN)) == expected


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Omar put me onto a good lawyer", "owed"),
        ("Omar presented me to his boss", "owed"),
        ("I was put in touch with the dean by Omar", "owed"),
        ("I was helped by Omar", "owed"),
        ("Omar was kind enough to lend me his notes", "owed"),
        ("got great advice from Omar", "owed"),
        ("Omar pointed me to a lawyer", "owed"),
        ("A thank-you is owed to Omar", "owed"),
        ("I have yet to thank Omar", "owed"),
        ("owe Omar the biggest thank you card", "owed"),
        ("Omar lent me a drill, need to say cheers", "owed"),
        ("I must express my gratitude to Omar", "owed"),
        ("thanks said to Omar for the tip", "said"),
        ("Thanked already to Omar", "said"),
        ("my thanks have been sent to Omar", "said"),
    ],
)
def test_thanks_are_owed_or_said(text: str, state: str) -> None:
    thanks = read(text, TODAY, KNOWN).thank_yous
    assert [(one.person, one.state) for one in thanks] == [("Omar Haddad", state)]


@pytest.mark.parametrize(
    "text", ["Omar helped Priya", "thank god for Omar", "Omar thanked Priya", "Omar said thanks"]
)
def test_thanks_between_others_are_not_the_members(text: str) -> None:
    assert read(text, TODAY, KNOWN).thank_yous == ()
