"""mrkdwn as Slack formats it, and nothing as Slack would not."""

from __future__ import annotations

import pytest

from tests.local_slack.page.drawing_samples import canvas, drawn_text, new_workspace
from tests.local_slack.page.markup_reader import Node, tree

MARKED = [
    ("*bold*", "strong", ["bold"]),
    ("_it_", "em", ["it"]),
    ("~gone~", "s", ["gone"]),
    ("`a*b*c`", "code", ["a*b*c"]),
    ("*one* and *two*, (*three*).", "strong", ["one", "two", "three"]),
    ("*_both_*", "strong", ["both"]),
    ("*a <https://example.com|link> `x`*", "strong", ["a link x"]),
    ("*a *b*", "strong", ["b"]),
    ("*a _b* c_", "em", []),
    ("`*a`*", "strong", []),
    ("*été*", "strong", ["été"]),
]


@pytest.mark.parametrize(("text", "tag", "inside"), MARKED)
def test_marks_format_at_the_edges_of_words_alone(text: str, tag: str, inside: list[str]) -> None:
    page = drawn_text(text)
    assert [node.text for node in page.all(tag)] == inside


UNMARKED = ["2*3*4", "snake_case_name", "* not *", "*not *", "**not**", "*a\nb*", "*a", "日*本*語", "_ ~ *"]


@pytest.mark.parametrize("text", UNMARKED)
def test_what_is_no_mark_is_shown_as_typed(text: str) -> None:
    assert drawn_text(text).one(class_="text").text == text


def test_marks_may_stand_in_each_other_but_never_cross() -> None:
    page = drawn_text("*a _b* c_ ~_d_~")
    assert page.one("strong").text == "a _b"
    assert page.one("s").one("em").text == "d"


def test_escaped_signs_are_shown_and_mean_nothing() -> None:
    page = drawn_text("&lt;b&gt; &amp;amp; a &lt; b")
    assert page.one(class_="text").text == "<b> &amp; a < b"


def test_line_ends_are_kept() -> None:
    page = drawn_text("one\ntwo\r\n\nfour\n• five")
    assert page.one(class_="text").text == "one\ntwo\n\nfour\n• five"


QUOTES = [
    ("> one\n> two\nafter", ["one\ntwo"]),
    ("&gt; one\n&gt;two", ["one\ntwo"]),
    ("before\n> one\nbetween\n> two", ["one", "two"]),
    (">>> one\ntwo\n> three", ["one\ntwothree"]),
    ("&gt;&gt;&gt;all\n\nof it", ["all\n\nof it"]),
    ("a > b", []),
]


@pytest.mark.parametrize(("text", "quotes"), QUOTES)
def test_quotes_last_for_a_line_or_to_the_end(text: str, quotes: list[str]) -> None:
    outer = drawn_text(text).all("blockquote", class_="quote")
    nested = {id(inner) for node in outer for inner in node.walk() if inner is not node}
    assert [node.text for node in outer if id(node) not in nested] == quotes


PREFORMATTED = [
    ("```x = *1*\n y```", ["x = *1*\n y"]),
    ("```\nx\n```", ["x"]),
    ("```\n\nx```", ["\nx"]),
    ("a ```b``` c ```d```", ["b", "d"]),
    ("```never closed", []),
    ("```>>> x```", [">>> x"]),
    ("```&lt;b&gt; <https://example.com|there>```", ["<b> there"]),
]


@pytest.mark.parametrize(("text", "inside"), PREFORMATTED)
def test_code_blocks_are_shown_letter_by_letter(text: str, inside: list[str]) -> None:
    page = drawn_text(text)
    assert [node.text for node in page.all("pre", class_="code")] == inside
    assert not page.all("strong") and not page.all("blockquote")


LINKS = [
    ("<https://example.com/a?b=1&amp;c=2|A *link*>", "https://example.com/a?b=1&c=2", "A *link*"),
    ("<http://example.com>", "http://example.com", "http://example.com"),
    ("<mailto:dana@example.com|write>", "mailto:dana@example.com", "write"),
    ("<mailto:dana@example.com>", "mailto:dana@example.com", "dana@example.com"),
    ("<tel:+351123>", "tel:+351123", "+351123"),
    ("see https://example.com/a_b_c.", "https://example.com/a_b_c", "https://example.com/a_b_c"),
    ("*https://example.com*", "https://example.com", "https://example.com"),
    ("(https://example.com/?a=1&amp;b=2)", "https://example.com/?a=1&b=2", "https://example.com/?a=1&b=2"),
    ("&lt;https://example.com&gt;", "https://example.com", "https://example.com"),
]


@pytest.mark.parametrize(("text", "address", "label"), LINKS)
def test_links_open_apart(text: str, address: str, label: str) -> None:
    link = drawn_text(text).one("a")
    assert (link.attrs["href"], link.text) == (address, label)
    assert link.attrs["rel"] == "noopener noreferrer" and link.attrs["target"] == "_blank"


NEVER = ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc", "slack://x", "//x"]


@pytest.mark.parametrize("address", NEVER)
def test_an_address_that_may_do_harm_is_text(address: str) -> None:
    page = drawn_text(f"<{address}|click me> {address}")
    assert not page.all("a")
    assert page.words == f"<{address}|click me> {address}"


def test_verbatim_text_makes_no_links_of_bare_addresses() -> None:
    html = canvas().mrkdwn.blocks("https://example.com <https://example.org>", verbatim=True)
    assert [link.text for link in tree(html).all("a")] == ["https://example.org"]


def mentions(text: str, who: str = "alice") -> Node:
    workspace = new_workspace()
    ids = {user.handle: user.id for user in workspace.users.values()}
    places = {place.name: place.id for place in workspace.conversations.values()}
    return drawn_text(text.format(**ids, **places), canvas(workspace, who))


MENTIONS = [
    ("<@{bob}>", "@Bob Castellan (sample)"),
    ("<@{bob}|bobby>", "@Bob Castellan (sample)"),
    ("<@U0NOBODY|dana>", "@dana"),
    ("<@U0NOBODY>", "@U0NOBODY"),
    ("<#{growth}|renamed>", "#growth"),
    ("<#C0NOWHERE|old>", "#old"),
    ("<!subteam^S1|@sales>", "@sales"),
    ("<!subteam^S1>", "@S1"),
    ("<!here>", "@here"),
    ("<!channel|channel>", "@channel"),
    ("<!everyone>", "@everyone"),
]


@pytest.mark.parametrize(("text", "shown"), MENTIONS)
def test_people_places_and_groups_are_named(text: str, shown: str) -> None:
    page = mentions(text)
    assert page.one("bdi", class_="mention").text == page.words == shown


def test_a_mention_of_oneself_stands_out() -> None:
    assert mentions("<@{alice}> <@{bob}>").one(class_="mention-me").text == "@Alice Moreira (sample)"


def test_a_channel_leads_there_for_those_who_are_in_it() -> None:
    assert mentions("<#{growth}>").one("a").attrs["href"] == "/p/alice/c/growth"
    assert not mentions("<#{growth}>", "charlie").all("a")


def test_a_private_channel_is_named_to_its_members_alone() -> None:
    workspace = new_workspace()
    place = workspace.channel_by_name("growth")
    place.kind, place.members = "group", [workspace.user_by_handle("bob").id]
    assert drawn_text(f"<#{place.id}|growth>", canvas(workspace)).words == "a private conversation"
    assert drawn_text(f"<#{place.id}>", canvas(workspace, "bob")).words == "#growth"


@pytest.mark.parametrize("text", ["<!unknown>", "<>", "<@>", "<#>", "<!date^5>", "<a", "a>", "<<b>", "<!>"])
def test_what_is_no_reference_is_shown_as_it_is(text: str) -> None:
    assert drawn_text(text).words == text


EMOJI = [
    (":wave:", "👋"),
    (":+1::skin-tone-3:", "👍🏼"),
    (":flag-pt:", "🇵🇹"),
    (":large_green_circle:", "🟢"),
    (":female-technologist:", "👩‍💻"),
    ("10:30:tada:", "10:30🎉"),
    (":tada::tada:", "🎉🎉"),
    (":no_such_emoji:", ":no_such_emoji:"),
    ("`:tada:`", ":tada:"),
    (":WAVE:", ":WAVE:"),
    ("a:b", "a:b"),
]


@pytest.mark.parametrize(("text", "shown"), EMOJI)
def test_emoji_are_known_by_slacks_names(text: str, shown: str) -> None:
    assert drawn_text(text).words == shown


def test_an_emoji_has_its_name_for_those_who_do_not_see_it() -> None:
    attrs = drawn_text(":white_check_mark:").one(class_="emoji").attrs
    assert (attrs["role"], attrs["aria-label"], attrs["title"]) == (
        "img",
        "white check mark",
        ":white_check_mark:",
    )


def test_each_paragraph_has_a_direction_of_its_own() -> None:
    page = drawn_text("שלום\n> quote\n```code```\nafter")
    assert [node.attrs["dir"] for tag in ("p", "blockquote", "pre") for node in page.all(tag)] == ["auto"] * 4
