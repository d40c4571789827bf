"""Rows out of pages: the same list as one in memory, of which only what is looked at is read."""

import threading

import pytest

from core.errors import StorageError
from core.text import say
from screens.widgets.filtering import parse
from screens.widgets.paged import PAGE, PagedSource
from screens.widgets.source import ListSource
from tests.screens.test_table import COLUMNS

MANY = 5_000


class World:
    """`MANY` people with an amount, and which were asked for."""

    def __init__(self) -> None:
        self.people = {n: (f"naam {n * 7919 % 97}", f"{n * 31 % 1009},00") for n in range(MANY)}
        self.asked: list[list[int]] = []
        self.threads: set[int] = set()
        self.problems: list[Exception] = []
        self.problem: StorageError | None = None
        hows = {"cells": lambda row: row, "words": " ".join, "order": lambda row, column: row[column]}
        self.paged = PagedSource(
            self.people, self.page, self.through, columns=2, key=str, failed=self.problems.append, **hows
        )
        self.held = ListSource(
            self.people, key=str, cells=self.people.__getitem__, words=lambda n: " ".join(self.people[n]),
            order=lambda n, column: self.people[n][column],
        )  # fmt: skip

    def page(self, keys):
        if self.problem is not None:
            raise self.problem
        self.asked.append(list(keys))
        return [self.people.get(key) for key in keys]

    def through(self, keys):
        if self.problem is not None:
            raise self.problem
        self.threads.add(threading.get_ident())
        return [self.people.get(key) for key in keys]


def shown(source) -> list[str]:
    return [source.key(index) for index in range(source.count())]


def test_one_page_is_read_for_what_is_seen_and_read_once() -> None:
    world = World()
    assert [world.paged.cells(index) for index in range(2_000, 2_040)] == [world.people[n] for n in range(2_000, 2_040)]
    assert len(world.asked) == 1
    assert len(world.asked[0]) == PAGE
    assert not world.threads


def test_after_a_sort_the_neighbours_of_now_are_read() -> None:
    world = World()
    for source in (world.paged, world.held):
        source.sort(1, reverse=True)
    assert [world.paged.cells(at) for at in range(40)] == [world.held.cells(at) for at in range(40)]
    assert len(world.asked) == 1


@pytest.mark.parametrize("text", ["", "naam 1", "naam:9 bedrag>500", "-naam:9"])
async def test_what_is_shown_in_which_order_is_that_of_a_list(text: str) -> None:
    world = World()
    asked = parse(text, COLUMNS).looked_for
    for source in (world.paged, world.held):
        await source.ready_to_sort(0, reverse=True)
        source.sort(0, reverse=True)
        await source.ready_to_filter(*asked)
        source.filter(*asked)
    assert threading.get_ident() not in world.threads
    assert shown(world.paged) == shown(world.held)
    for source in (world.paged, world.held):
        source.filter("")
    hits = [[at for at in range(MANY) if source.is_hit(at)] for source in (world.paged, world.held)]
    assert hits[0] == hits[1]


@pytest.mark.parametrize("reverse", [False, True])
def test_what_the_key_tells_is_sorted_by_without_a_row_being_read(reverse: bool) -> None:
    world, amounts = World(), []

    def known(n: int, column: int) -> str | None:
        return world.people[n][1] if column == 1 else None

    world.paged = PagedSource(
        world.people, world.page, world.through, columns=2, key=str, failed=world.problems.append, known=known,
        cells=lambda row: row, words=" ".join, order=lambda row, column: amounts.append(column) or row[column],
    )  # fmt: skip
    for source in (world.paged, world.held):
        source.sort(1, reverse=reverse)
    assert shown(world.paged) == shown(world.held)
    assert amounts == []
    for source in (world.paged, world.held):
        source.sort(0, reverse=reverse)
    assert shown(world.paged) == shown(world.held)
    assert set(amounts) == {0}


async def test_where_very_many_are_is_noted_beside_the_loop() -> None:
    world = World()
    threads = set()
    world.paged = PagedSource(
        world.people, world.page, world.through, columns=2, failed=world.problems.append,
        key=lambda n: threads.add(threading.get_ident()) or str(n),
        cells=lambda row: row, words=" ".join, order=lambda row, column: row[column],
    )  # fmt: skip
    await world.paged.ready_to_show()
    assert world.paged.index(str(MANY - 1)) == MANY - 1
    assert threading.get_ident() not in threads
    assert world.paged.every() == list(world.people)


def test_what_is_gone_is_dots_stands_last_and_is_found_by_nothing() -> None:
    world = World()
    del world.people[3]
    assert [cell.text for cell in world.paged.cells(3)] == ["…", "…"]
    world.paged.sort(0, reverse=False)
    assert world.paged.key(MANY - 1) == "3"
    world.paged.filter(*parse("-naam:zzz", COLUMNS).looked_for)
    assert world.paged.count() == MANY - 1


def test_what_cannot_be_read_is_told_once_a_page_and_drawn_as_dots() -> None:
    world = World()
    world.problem = StorageError(say("{file} is weg.", file="x"))
    assert [world.paged.row(index) for index in range(30)] == [None] * 30
    assert world.problems == [world.problem]


def test_after_rows_that_could_not_be_read_the_next_filter_reads_them_again() -> None:
    world = World()
    world.problem = StorageError(say("{file} is weg.", file="x"))
    world.paged.filter("naam 1")
    assert (world.paged.count(), world.problems) == (0, [world.problem])
    world.problem = None
    for source in (world.paged, world.held):
        source.filter("naam 1")
    assert shown(world.paged) == shown(world.held) != []
