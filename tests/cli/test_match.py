"""The review by command."""


def waiting(run) -> list[dict]:
    return run("match", "list", "--json").data


def test_every_waiting_row_has_a_key_and_a_reason(run, twin) -> None:
    rows = waiting(run)
    assert len({row["key"] for row in rows}) == len(rows) > 0
    assert all(row["reason"] and row["waits"] for row in rows)
    assert len(run("match", "list", "--all", "--json").data) > len(rows)


def test_the_table_for_people_has_both_names(run, twin) -> None:
    pair = next(row for row in waiting(run) if row["state"] == "spelling")
    (line,) = [line for line in run("match", "list").out.splitlines() if line.startswith(pair["key"])]
    assert pair["timeon"][0]["naam"] in line.replace("·", "\xa0") or pair["timeon"][0]["naam"] in line
    assert pair["snelstart"][0]["naam"] in line


def test_a_state_is_accepted_at_once_and_undone_one_by_one(run, twin) -> None:
    before = waiting(run)
    spelled = [row for row in before if row["state"] == "spelling" and not row["contradiction"]]
    assert run("match", "accept", "--state", "spelling", "--json").data == {"decided": len(spelled)}
    assert len(waiting(run)) == len(before) - len(spelled)
    assert run("match", "undo", "--json").data == {"undone": 1}
    assert run("match", "redo", "--json").data == {"decided": 1}
    assert run("match", "undo", "--json").data == {"undone": 1}
    assert run("match", "redo").code == 0
    assert run("match", "undo").code == 0
    assert len(waiting(run)) == len(before) - len(spelled) + 1


def test_a_pair_is_accepted_rejected_and_ignored_by_its_key(run, twin) -> None:
    first, second, third = [row["key"] for row in waiting(run) if row["state"] == "spelling"][:3]
    assert run("match", "accept", first, "--json").data == {"decided": 1}
    assert run("match", "reject", second, "--json").data == {"decided": 1}
    assert run("match", "ignore", third, "--json").data == {"decided": 1}
    assert not {first, second, third}.intersection(row["key"] for row in waiting(run))


def test_an_unknown_row_is_exit_2_and_a_knot_is_explained(run, twin) -> None:
    assert run("match", "accept", "T0=S0").code == 2
    knot = next(row["key"] for row in waiting(run) if row["state"] == "knot")
    result = run("match", "accept", knot, "--json")
    assert result.code == 2
    assert "knoop" in result.error["detail"].lower()
    assert run("match", "couple", "0", "0").code == 2
    assert run("match", "accept").code == 2


def test_why_is_told_with_the_values_side_by_side(run, twin) -> None:
    key = next(row["key"] for row in waiting(run) if row["state"] == "spelling")
    found = run("match", "explain", key, "--json").data
    assert found["sentences"]
    assert found["values"][0]["field"] == "naam"
    assert found["values"][0]["timeon"] != found["values"][0]["snelstart"]
    assert found["sentences"][0] in run("match", "explain", key).out


def test_the_simulator_counts_and_decisions_bring_it_down(run, twin) -> None:
    found = run("match", "simulate", "--json").data
    assert found["duplicates"] == len(found["rows"]) > 0
    run("match", "accept", "--state", "spelling")
    after = run("match", "simulate", "--decided", "--json").data
    assert after["duplicates"] < found["duplicates"]
    assert run("match", "simulate", "--json").data == found


def test_a_dry_run_counts_what_accept_then_does(run, twin) -> None:
    before = waiting(run)
    spelled = [row for row in before if row["state"] == "spelling" and not row["contradiction"]]
    counted = run("match", "accept", "--state", "spelling", "--dry-run", "--json").data
    assert counted == {"would_decide": len(spelled), "couples": len(spelled), "creates": 0}
    assert waiting(run) == before
    assert run("match", "accept", "--state", "spelling", "--json").data == {"decided": len(spelled)}


def test_a_knot_is_resolved_in_one_command(run, twin) -> None:
    knot = next(row for row in waiting(run) if row["state"] == "knot" and len(row["snelstart"]) > 1)
    pair = f"{knot['timeon'][0]['id']}={knot['snelstart'][0]['id']}"
    assert run("match", "resolve", knot["key"], "0=0").code == 2
    count = len(knot["timeon"]) + len(knot["snelstart"]) - 1
    assert run("match", "resolve", knot["key"], pair, "--rest", "ignore", "--json").data == {"decided": count}
    ids = {one["id"] for one in (*knot["timeon"], *knot["snelstart"])}
    assert not [row for row in waiting(run) for one in (*row["timeon"], *row["snelstart"]) if one["id"] in ids]


def test_producten_of_snelstart_beside_a_list(run, twin, tmp_path) -> None:
    alone = run("match", "producten", "--json").data
    assert {row["state"] for row in alone} == {"only_snelstart"}
    one = alone[0]["snelstart"][0]
    (tmp_path / "lijst.csv").write_text(f"code;omschrijving\n{one['code']};{one['omschrijving']}\n", "utf-8")
    beside = run("match", "producten", str(tmp_path / "lijst.csv"), "--json").data
    assert next(row for row in beside if row["timeon"])["state"] == "number_name"
    assert len(beside) == len(alone)
    assert one["omschrijving"] in run("match", "producten").out
