from screens.widgets.source import ListSource

NAMES = ["Bakker B.V.", "Jansen", "De Bakkerij", "Smit"]


def source(**more):
    return ListSource(NAMES, key=str, cells=lambda name: (name, str(len(name))), **more)


def test_a_filter_wants_every_word_case_aside():
    rows = source()
    rows.filter("BAKKER b.v")
    assert [rows.key(index) for index in range(rows.count())] == ["Bakker B.V."]
    assert rows.total() == 4


def test_without_words_all_rows_are_back_and_the_hits_stay_known():
    rows = source()
    rows.filter("bakker")
    rows.filter("")
    assert rows.count() == 4
    assert [rows.is_hit(index) for index in range(4)] == [True, False, True, False]


def test_a_key_is_found_whatever_the_order():
    rows = source()
    rows.sort(0, reverse=True)
    assert rows.key(0) == "Smit"
    assert rows.index("Bakker B.V.") == 3


def test_sorting_keeps_the_filter():
    rows = source()
    rows.filter("bakker")
    rows.sort(0, reverse=True)
    assert [rows.key(index) for index in range(rows.count())] == ["De Bakkerij", "Bakker B.V."]


def test_a_row_that_is_filtered_out_has_no_place():
    rows = source()
    rows.filter("smit")
    assert rows.index("Jansen") is None


def test_hits_can_be_something_else_than_words():
    rows = source(hit=lambda name: name == "Smit")
    assert [rows.is_hit(index) for index in range(4)] == [False, False, False, True]


def test_cells_are_asked_for_visible_rows_alone():
    asked = []

    def cells(number):
        asked.append(number)
        return (str(number),)

    rows = ListSource(range(100_000), key=str, cells=cells)
    assert rows.count() == 100_000
    rows.cells(50_000)
    assert asked == [50_000]
