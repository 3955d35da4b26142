"""The figures are computed as the literature has them, and a broken file says what is wrong with it."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge_search.judging import Figures, JudgedFileError, JudgedQuery, Verdict, by_category, read
from tests.factories import ProjectFactory


def verdict(grades, titles, category="exact"):
    return Verdict(JudgedQuery("q", {}, category, grades), tuple(titles), len(titles))


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "judged.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


class TestFigures:
    def test_the_best_order_is_worth_one(self):
        assert verdict({"A": 3, "B": 2, "C": 1}, "ABC").ndcg == 1.0

    def test_a_worse_order_is_worth_less(self):
        # gains 1, 3, 7 at discounts 1, log2 3, 2: 1 + 1.89279 + 3.5; ideal 7 + 1.89279 + 0.5
        assert verdict({"A": 3, "B": 2, "C": 1}, "CBA").ndcg == pytest.approx(6.39279 / 9.39279, abs=1e-5)

    def test_a_hit_that_nobody_judged_takes_a_place(self):
        # 7 at place 2: 7 / log2 3 = 4.41651
        assert verdict({"A": 3}, "XA").ndcg == pytest.approx(4.41651 / 7, abs=1e-5)

    def test_the_eleventh_hit_counts_for_recall_only(self):
        late = verdict({"A": 3}, "0123456789A")
        assert (late.ndcg, late.recall, late.missed) == (0.0, 1.0, ("A",))

    def test_two_records_of_one_title_gain_once(self):
        assert verdict({"A": 3, "B": 3}, "AAB").ndcg == 1.0

    def test_recall_is_the_share_of_what_should_be_found(self):
        assert verdict({"A": 3, "B": 1, "C": 0}, "AC").recall == 0.5

    def test_recall_asks_for_no_more_than_twenty(self):
        titles = [f"P{number}" for number in range(30)]
        assert verdict(dict.fromkeys(titles, 2), titles[:20]).recall == 1.0

    def test_a_false_friend_among_the_first_ten_is_a_violation(self):
        assert verdict({"A": 3, "F": 0}, "AF").violations == ("F",)
        assert verdict({"A": 3, "F": 0}, "A123456789F").violations == ()

    def test_nonsense_must_find_nothing(self):
        silent, talking = verdict({}, ""), verdict({}, "XY")
        assert (silent.ndcg, silent.recall, silent.violations) == (1.0, None, ())
        assert (talking.ndcg, talking.recall, talking.violations) == (0.0, None, ("X", "Y"))

    def test_false_friends_alone_are_worth_one_while_none_is_found(self):
        assert verdict({"F": 0}, "X").ndcg == 1.0
        assert verdict({"F": 0}, "F").ndcg == 0.0

    def test_means_leave_out_recall_where_there_is_nothing_to_find(self):
        figures = Figures.of([verdict({"A": 3, "B": 3}, "A"), verdict({}, "XY")])
        assert (figures.queries, figures.recall, figures.violations) == (2, 0.5, 2)
        # 7 of an ideal 7 + 4.41651, and 0
        assert figures.ndcg == pytest.approx(7 / 11.41651 / 2, abs=1e-5)

    def test_categories_keep_their_order(self):
        verdicts = [verdict({}, "", "typo"), verdict({}, "", "exact"), verdict({}, "", "typo")]
        assert {name: len(own) for name, own in by_category(verdicts).items()} == {"typo": 2, "exact": 1}


class TestFiles:
    ROW = {
        "query": " Im  Alter",
        "filters": {"technology": "true"},
        "category": "x",
        "grades": {"A": 3},
    }

    @pytest.mark.django_db
    @pytest.mark.parametrize("content", [[ROW], {"queries": [ROW]}], ids=["list", "object"])
    def test_a_file_is_a_list_or_holds_one(self, write, content):
        assert read(write(content)) == [JudgedQuery("Im Alter", {"technology": ("true",)}, "x", {"A": 3})]

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ('{"queries": [\n', "kein gültiges JSON (Zeile 2)"),
            ("[" * 100_000, "kein gültiges JSON"),
            ({}, "keine Liste von Anfragen"),
            ([], "keine Liste von Anfragen"),
            ([{"grades": {}}], "Anfrage 1: Der Text „query“ fehlt."),
            ([{"query": "a"}], "„grades“ fehlt"),
            ([{"query": "a", "category": 3, "grades": {}}], "„category“ muss ein Text sein"),
            ([{"query": "a", "grades": {"T": 4}}], "Die Note für „T“ muss 0, 1, 2 oder 3 sein."),
            ([{"query": "a", "grades": {"T": True}}], "Die Note für „T“ muss 0, 1, 2 oder 3 sein."),
            ([{"query": "a", "grades": {}, "filters": ["theme"]}], "„filters“ muss"),
            ([{"query": "a", "grades": {}, "filters": {"farbe": "rot"}}], "Den Filter „farbe“"),
            ([{"query": "a", "grades": {}, "filters": {"technology": "rot"}}], "Anfrage 1 („a“)"),
        ],
    )
    def test_a_broken_file_says_where(self, write, content, message):
        with pytest.raises(JudgedFileError, match=r".") as caught:
            read(write(content))
        assert message in str(caught.value)

    def test_a_file_that_is_not_there_or_not_text_is_named(self, tmp_path):
        (tmp_path / "latin.json").write_bytes("„ä“".encode("cp1252"))
        (tmp_path / "folder").mkdir()
        expected = {"no.json": "gibt es nicht", "folder": "lässt sich nicht lesen", "latin.json": "UTF-8"}
        for name, message in expected.items():
            with pytest.raises(JudgedFileError, match=message):
                read(tmp_path / name)


@pytest.mark.django_db
class TestCommand:
    QUERIES = [
        {"query": "Dorfladen", "category": "exact", "grades": {"Dorfladen Berga": 3}},
        {"query": "Chor", "category": "exact", "grades": {"Dorfladen Berga": 0, "Singkreis": 2}},
    ]

    @pytest.fixture(autouse=True)
    def store(self):
        ProjectFactory(title="Dorfladen Berga")
        ProjectFactory(title="Chor der Vielen")

    def test_figures_and_the_worst_queries_are_shown(self, write):
        out = StringIO()
        call_command("judge_search", write(self.QUERIES), stdout=out)
        text = out.getvalue()
        assert "Nicht im Speicher: „Singkreis“" in text
        assert "insgesamt                           2     0.500      0.500         0         0" in text
        assert "„Chor“ (exact)\n  gesucht: 2 Singkreis\n  Datenbank: nDCG 0.00, recall 0.00" in text
        assert "„Dorfladen“" not in text

    def test_how_many_of_the_worst_is_for_the_caller_to_say(self, write):
        out = StringIO()
        call_command("judge_search", write(self.QUERIES), worst=0, stdout=out)
        assert "gesucht" not in out.getvalue()

    def test_an_engine_that_is_not_there_is_named(self, write):
        with pytest.raises(CommandError, match="nicht eingerichtet"):
            call_command("judge_search", write(self.QUERIES), engine="elasticsearch")

    def test_a_broken_file_ends_it(self, write):
        with pytest.raises(CommandError, match="keine Liste"):
            call_command("judge_search", write({}))
