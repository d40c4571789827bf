"""Tables as people send them: good rows are kept, bad input is one clear sentence."""

import pytest
from openpyxl import Workbook

from core.domain.partij import Side
from core.errors import UsageError
from core.matching.tabular import read


@pytest.fixture
def write(tmp_path):
    def made(data, name="klanten.csv", encoding="utf-8"):
        file = tmp_path / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
        return file

    return made


@pytest.fixture
def book(tmp_path):
    def made(*sheets, name="klanten.xlsx"):
        workbook = Workbook()
        workbook.remove(workbook.active)
        for rows in sheets:
            sheet = workbook.create_sheet()
            for row in rows:
                sheet.append(row)
        file = tmp_path / name
        workbook.save(file)
        return file

    return made


def refused(file):
    with pytest.raises(UsageError) as caught:
        read(file, Side.TIMEON)
    return caught.value


def names(file):
    return [partij.naam for partij in read(file, Side.TIMEON).klanten]


def test_dutch_headings_in_any_order_and_an_id_that_is_the_row(write):
    table = read(
        write(
            "Plaats;Klantnummer;Bedrijfsnaam;E-mailadres;BTW-nummer\nUtrecht;00123;Alfa;a@x.example;NL001234567B29\n\n;7;Beta;;\n"
        ),
        Side.TIMEON,
    )
    alfa, beta = table.klanten
    assert (alfa.id, alfa.nummer, alfa.naam, alfa.plaats, alfa.email, alfa.btw) == (
        "1",
        "00123",
        "Alfa",
        "Utrecht",
        "a@x.example",
        "NL001234567B29",
    )
    assert (beta.id, beta.naam) == ("3", "Beta")
    assert alfa.takes_part
    assert table.problems == ()


def test_english_headings_and_an_id_column(write):
    (alfa,) = read(
        write("id,Customer number,Name,Street,House number,Zip code,City,Phone\nx9,5,Alfa,Kade,12a,1234 AB,Goes,06\n"),
        Side.SNELSTART,
    ).klanten
    assert (alfa.id, alfa.straat, alfa.postcode, alfa.plaats, alfa.telefoon) == (
        "x9",
        "Kade 12a",
        "1234 AB",
        "Goes",
        "06",
    )
    assert alfa.takes_part


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(write, delimiter):
    assert names(write(f"nummer{delimiter}naam\n1{delimiter}Alfa\n2{delimiter}Beta\n")) == ["Alfa", "Beta"]


def test_a_comma_within_names_does_not_win_from_a_semicolon(write):
    assert names(write("nummer;naam\n1;Anker, Het\n2;Vries, J. de\n")) == ["Anker, Het", "Vries, J. de"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found_out(write, encoding):
    assert names(write("nummer;naam\n1;Café Müller\n", encoding=encoding)) == ["Café Müller"]


def test_one_column_of_names_is_enough(write):
    assert names(write("naam\nAlfa\nBeta\n")) == ["Alfa", "Beta"]


def test_first_and_last_name_make_the_name(write):
    (jan,) = read(write("voornaam;achternaam\nJan;de Vries\n"), Side.TIMEON).klanten
    assert (jan.naam, jan.is_person) == ("Jan de Vries", True)


def test_title_rows_above_the_headings_are_passed_over(write):
    (alfa,) = read(write("Klantenlijst 2026\n\nnummer;naam\n1;Alfa\n"), Side.TIMEON).klanten
    assert (alfa.id, alfa.naam) == ("1", "Alfa")


def test_a_second_row_of_headings_is_skipped_and_said(write):
    table = read(write("nummer;naam\n1;Alfa\nnummer;naam\n2;Beta\n"), Side.TIMEON)
    assert [partij.naam for partij in table.klanten] == ["Alfa", "Beta"]
    assert [str(problem) for problem in table.problems] == [
        "klanten.csv, rij 3: nog een rij met kolomkoppen; overgeslagen."
    ]


def test_of_a_column_that_stands_twice_the_first_counts(write):
    table = read(write("naam;nummer;name\nAlfa;1;Omega\n"), Side.TIMEON)
    assert table.klanten[0].naam == "Alfa"
    assert "rij 1: kolom 3 ('name')" in str(table.problems[0])


def test_two_hundred_columns_are_no_trouble(write):
    head = ";".join(["nummer", "naam", *(f"veld{n}" for n in range(198))])
    row = ";".join(["1", "Alfa", *(str(n) for n in range(198))])
    assert names(write(f"{head}\n{row}\n")) == ["Alfa"]


def test_a_name_that_is_a_heading_word_stays_a_klant(write):
    assert names(write("nummer;naam\n1;Klant\n2;Company\n")) == ["Klant", "Company"]


def test_an_id_that_stands_twice_gets_another_and_is_said(write):
    table = read(write("id;naam\na;Alfa\na;Beta\n"), Side.TIMEON)
    assert [partij.id for partij in table.klanten] == ["a", "a#2"]
    assert "rij 3: id a staat al eerder" in str(table.problems[0])


def test_without_headings_it_says_what_it_saw_and_what_it_wants(write):
    error = refused(write("10001;Alfa\n10002;Beta\n"))
    assert "klanten.csv, rij 1: geen kolomkoppen gevonden. Er staat: 10001, Alfa." in str(error)
    assert "nummer, naam" in error.advice


def test_half_a_file_keeps_its_good_rows(write):
    table = read(write("nummer;naam;plaats\n1;Alfa;Goes\n2;Be"), Side.TIMEON)
    assert [partij.naam for partij in table.klanten] == ["Alfa", "Be"]
    assert [str(one) for one in table.problems] == [
        "klanten.csv, rij 3, kolom 3 (plaats): de rij houdt hiervoor op; 2 van de 3 kolommen."
    ]


def test_half_a_letter_at_the_end_is_said(write):
    table = read(write("nummer;naam\n1;Café Alfa\n2;Caf\u00e9".encode()[:-1]), Side.TIMEON)
    assert table.klanten[-1].naam == "Caf"
    assert "midden in een letter" in str(table.problems[0])


def test_a_quote_that_is_never_closed_costs_one_row_its_quotes_and_no_other(write):
    table = read(write('nummer;naam\n1;"Alfa\n2;Beta\n3;Gamma\n'), Side.TIMEON)
    assert [partij.naam for partij in table.klanten] == ["Alfa", "Beta", "Gamma"]
    assert "regel 2" in str(table.problems[0])


def test_a_quoted_cell_may_hold_a_line_break(write):
    assert names(write('nummer;naam\n1;"Alfa\nUtrecht"\n2;Beta\n')) == ["Alfa\nUtrecht", "Beta"]


def test_a_million_spaces_in_a_cell_are_no_trouble(write):
    assert names(write("nummer;naam\n1;De" + " " * 1_000_000 + "Groot\n"))[0].startswith("De ")


@pytest.mark.parametrize("data", [b"", b"  \n"])
def test_an_empty_file_says_so(write, data):
    assert "klanten.csv is leeg." in str(refused(write(data)))


def test_a_directory_a_missing_file_and_noise_say_so(write, tmp_path):
    assert "is een map" in str(refused(tmp_path))
    assert "bestaat niet" in str(refused(tmp_path / "weg.csv"))
    assert "geen tekst" in str(refused(write(b"\x00\x01\x02naam")))


def test_a_workbook_reads_numbers_floats_and_text_alike(book):
    file = book(
        [["nummer", "naam", "telefoon"], [10001.0, "Alfa", 612345678], ["00123", "Beta", None], [17, None, None]]
    )
    table = read(file, Side.TIMEON)
    assert [(partij.nummer, partij.naam, partij.telefoon) for partij in table.klanten] == [
        ("10001", "Alfa", "612345678"),
        ("00123", "Beta", ""),
        ("17", "", ""),
    ]


def test_the_sheet_with_headings_is_read(book):
    assert names(book([["Toelichting"], ["Lijst van klanten"]], [["nummer", "naam"], [1, "Alfa"]])) == ["Alfa"]


def test_an_error_cell_is_empty_and_said(book):
    table = read(book([["nummer", "naam"], ["#N/A", "Alfa"]]), Side.TIMEON)
    assert table.klanten[0].nummer == ""
    assert "rij 2, kolom 1 (nummer): #N/A" in str(table.problems[0])


def test_half_a_workbook_says_so(book):
    file = book([["nummer", "naam"], [1, "Alfa"]])
    file.write_bytes(file.read_bytes()[:900])
    assert "klanten.xlsx is geen heel Excel-bestand" in str(refused(file))


def test_an_encrypted_workbook_and_an_old_one_say_so(write):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert "wachtwoord" in str(refused(write(ole + "EncryptedPackage".encode("utf-16-le"), "geheim.xlsx")))
    assert ".xls" in str(refused(write(ole, "oud.xls")))


def test_many_problems_are_summed_up(write):
    rows = "".join("1\n" for _ in range(100))
    table = read(write(f"nummer;naam\n{rows}"), Side.TIMEON)
    assert len(table.klanten) == 100
    assert len(table.problems) == 21
    assert "nog 279 meldingen" in str(table.problems[-1])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1;;;", "kolom 2 (naam): geen naam"),
        ("1;...;;", "kolom 2 (naam): ... heeft geen letter of cijfer"),
        ("1;" + " " * 1_000_000 + ";;", "kolom 2 (naam): geen naam"),
        ("1,0005E+04;Beta;;", "kolom 1 (nummer): 1,0005E+04 is geen heel nummer"),
        ("10001.5;Beta;;", "kolom 1 (nummer): 10001.5 is geen heel nummer"),
        ("1;Beta;123;", "kolom 3 (kvk): 123 is geen KvK-nummer van 8 cijfers"),
        ("1;Beta;;NL12", "kolom 4 (iban): NL12 is geen geldig IBAN"),
        ("1;Jansen; Zn;69599068;x", "kolom 5: hierboven staat geen kop"),
        ("10001;Alfa;69599068;NL13TEST0123456789", "rij 3: in elke kolom gelijk aan rij 2"),
    ],
)
def test_what_can_not_be_compared_is_said_by_row_and_column_and_the_rows_are_kept(write, row, told):
    good = "10001;Alfa;69599068;NL13TEST0123456789"
    table = read(write(f"nummer;naam;kvk;iban\n{good}\n{row}\n{good.replace('1;Alfa', '2;Omega')}\n"), Side.TIMEON)
    assert len(table.klanten) == 3
    assert [partij.naam for partij in table.klanten][::2] == ["Alfa", "Omega"]
    assert told in str(table.problems[0])
    assert str(table.problems[0]).startswith("klanten.csv, rij 3")


@pytest.mark.parametrize("nummer", ["10001.0", "00123", "KL0017", "D-0042", "-2", "0", ""])
def test_a_number_that_is_somebodys_own_way_of_numbering_is_no_fault(write, nummer):
    assert read(write(f"nummer;naam\n{nummer};Alfa\n"), Side.TIMEON).problems == ()


def test_of_a_file_put_together_from_two_encodings_every_name_is_right_and_the_odd_line_said(write):
    table = read(write("nummer;naam\n1;Café\n".encode() + "2;Müller\n".encode("cp1252")), Side.TIMEON)
    assert [partij.naam for partij in table.klanten] == ["Café", "Müller"]
    assert str(table.problems[0]).startswith("klanten.csv, regel 3: een andere codering")


def test_an_accent_at_the_very_end_is_kept(write):
    assert names(write("nummer;naam\n1;Alfa\n2;Café", encoding="latin-1")) == ["Alfa", "Café"]
    assert names(write("nummer;naam\n1;Alfa\n2;Café\n", encoding="latin-1")) == ["Alfa", "Café"]


def test_a_letter_that_no_encoding_reads_is_said(write):
    table = read(write(b"\xef\xbb\xbfnummer;naam\n1;Caf\xe9\n2;Beta\n"), Side.TIMEON)
    assert [partij.nummer for partij in table.klanten] == ["1", "2"]
    assert str(table.problems[0]).startswith("klanten.csv, regel 2: onleesbare tekens, 1 in het hele bestand")


def test_zeros_between_the_letters_are_left_out_and_said(write):
    table = read(write(b"nummer;naam\n1;Al\0fa\n2;Beta\n" + b"3;Gamma\n" * 20), Side.TIMEON)
    assert table.klanten[0].naam == "Alfa"
    assert str(table.problems[0]).startswith("klanten.csv, regel 2: er staan nullen")
