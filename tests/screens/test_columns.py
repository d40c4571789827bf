from screens.widgets.columns import GAP, GUTTER, Column, place

COLUMNS = (
    Column("a", "A", 10, grow=1),
    Column("b", "B", 10, priority=2),
    Column("c", "C", 10, priority=1, right=True),
)


def test_the_highest_priority_number_goes_first():
    assert [one.column.id for one in place(COLUMNS, 30)] == ["a", "c"]
    assert [one.column.id for one in place(COLUMNS, 20)] == ["a"]


def test_what_is_left_over_goes_to_the_growing():
    assert [one.width for one in place(COLUMNS, GUTTER + 30 + 2 * GAP + 7)] == [17, 10, 10]


def test_the_last_one_shrinks_rather_than_going():
    placed = place(COLUMNS, 8)
    assert [one.column.id for one in placed] == ["a"]
    assert placed[0].width == 8 - GUTTER


def test_a_place_knows_its_column_among_all():
    assert [one.index for one in place(COLUMNS, 30)] == [0, 2]
