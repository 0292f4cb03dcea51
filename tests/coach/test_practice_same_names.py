"""Names of persons, places and firms count as one and the same."""

import pytest

from bot.coach.practice.same_names import same_names


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (["I'm Rosa Tamm, a nurse.", "Rosa's ward is full."], ["I'm Ana, a nurse.", "Ana's ward is full."]),
        (["um so I’m Liam first year joinery"], ["um so I’m Ana first year joinery"]),
        (["My name is Ngozi."], ["My name is Ana."]),
        (["Then Mrs Ifeoma Okafor came."], ["Then Mrs Ana came."]),
        (["A man called Øyvind O'Neill-Żak ran."], ["A man called Ana ran."]),
        (["I'm Bo I'm from Leeds."], ["I'm Ana I'm from Ana."]),
        (["I'm Mo, and Mostar is far."], ["I'm Ana, and Ana is far."]),
        (["I'm Sam. I work."], ["I'm Ana. I work."]),
        (["We ship from Lille to Brandt Seeds."], ["We ship from Ana to Ana."]),
        (["hi i'm bex i do sound", "my name is rose"], ["hi i'm Ana i do sound", "my name is Ana"]),
        (["Marguerite laughed.", "Kwabena too."], ["Ana laughed.", "Ana too."]),
        (
            ['"Anselm," she said.', "My friend Grace left.", "Grace won."],
            ['"Ana," she said.', "My friend Ana left.", "Ana won."],
        ),
        ([], []),
    ],
)
def test_names_are_replaced_wherever_they_stand(sentences: list[str], expected: list[str]) -> None:
    assert same_names(sentences) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "In June my German boss and I met HR on a Friday.",
        "Could you ring me? Most bakers do.",
        "Kneading is work. Forty-one loaves a day, we said.",
        "i'm a baker and i'm tired i'm looking for work",
        "MAY I CALL YOU ABOUT THE OVEN?",
        "Will you come by Christmas?",
    ],
)
def test_what_has_a_capital_for_another_reason_stays(sentence: str) -> None:
    assert same_names([sentence]) == [sentence]
