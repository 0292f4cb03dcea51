"""Names that are introduced count as one and the same."""

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
        (["I'm Bo I'm from Leeds."], ["I'm Ana I'm from Leeds."]),
        (["I am a nurse in Leeds."], ["I am a nurse in Leeds."]),
        (["I'm Mo, and Mostar is far."], ["I'm Ana, and Mostar is far."]),
        (["I'm Sam. I work."], ["I'm Ana. I work."]),
        ([], []),
    ],
)
def test_introduced_names_are_replaced_wherever_they_stand(sentences: list[str], expected: list[str]) -> None:
    assert same_names(sentences) == expected
