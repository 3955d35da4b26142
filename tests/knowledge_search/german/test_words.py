"""Single words: stems, parts, names, what stands beside them."""

from pathlib import Path

import pytest

from knowledge_search import registry
from knowledge_search.german import German, data, starting_synonyms
from knowledge_search.german.beginnings import beginning_of, beginnings_of_stem
from knowledge_search.german.compounds import split
from knowledge_search.german.forms import forms_of
from knowledge_search.german.stems import stem
from knowledge_search.german.synonyms import Groups, groups_of, member_of

NGERMAN = Path("/usr/share/dict/ngerman")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nachbarschaftshilfe", ("nachbarschaft", "hilf")),
        ("krankenhausgarten", ("krankhaus", "garten")),
        ("kindergaerten", ("kind", "garten")),
        ("schulhof", ("schul", "hof")),
        ("freiwilligenagentur", ("freiwillig", "agentur")),
        ("verwaltung", ()),
        ("wirtschaft", ()),
        ("bahnhof", ()),
        ("minister", ()),
        ("beratung", ()),
    ],
)
def test_compounds_fall_into_their_parts_and_other_words_do_not(word, parts):
    assert tuple("".join(part) for part in split(word)) == parts


def test_the_last_part_says_what_it_is_the_others_what_it_is_about():
    forms = forms_of("Krankenhausgarten")
    assert forms.heads == ("garten",)
    assert set(forms.modifiers) == {"krankhaus", "krank", "haus"}


def test_a_capital_tells_a_noun_from_an_adjective_in_a_text_but_not_in_a_query():
    assert forms_of("Alter").stem == forms_of("alter", asked=True).stem == "alter"
    assert forms_of("alter").stem == "alt"


def test_names_are_left_alone(monkeypatch):
    monkeypatch.setattr("knowledge_search.german.names.proper_names", [lambda: ["Bad Steinwaldhausen"]])
    assert stem("steinwaldhausen") == stem("steinwaldhausener") == "steinwaldhausen"
    split.cache_clear()
    assert split("steinwaldhausen") == ()
    split.cache_clear()


def test_the_site_registers_the_places_of_its_region():
    names = {name for get_names in registry.proper_names for name in get_names()}
    assert {"Sangerhausen", "Weißenfels", "Mansfeld-Südharz"} <= names


def test_surfaces_stand_first_and_in_order_everything_else_stands_once():
    tokens = German().index("Der Garten, der Garten und die Gärten").split()
    assert tokens[:7] == ["wder", "wgarten", "wder", "wgarten", "wund", "wdie", "wgaerten"]
    assert [token for token in tokens if not token.startswith("w")].count("sgarten") == 1


def test_no_form_belongs_to_two_stems():
    lines = (Path(data.__file__).parent / "data" / "stems.txt").read_text("utf-8").splitlines()
    forms = [
        form
        for line in lines
        if ":" in line and not line.startswith("#")
        for form in data.fold(line.split(":")[1]).split()
    ]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


def test_the_thesaurus_ships_its_licence():
    licence = Path(data.__file__).parent / "data" / "openthesaurus" / "LICENSE"
    assert "LESSER GENERAL PUBLIC LICENSE" in licence.read_text("utf-8")


def test_the_starting_synonyms_are_many_and_each_group_has_two_members():
    groups = starting_synonyms()
    assert len(groups) >= 230
    assert [group for group in groups if len(group) < 2] == []
    assert [group for group in groups if len(set(group)) < len(group)] == []
    assert len({frozenset(group) for group in groups}) == len(groups)


def test_synonyms_are_compiled_once_for_all_equal_tuples():
    def kita(other: str) -> tuple[tuple[str, ...], ...]:
        return (("Kita", other),)

    compiled = groups_of(kita("Kindergarten"))
    assert groups_of(kita("Kindergarten")) is compiled
    assert groups_of(kita("Krippe")) is not compiled


def test_every_member_calls_its_group_though_few_are_analysed():
    synonyms = tuple(starting_synonyms())
    groups = Groups(synonyms)
    for group in synonyms:
        members = {member for text in group if (member := member_of(text))}
        for member in members:
            others = {other for other in members if other.stems != member.stems}
            assert others <= set(groups.get("".join(member.stems))), (member.stems, group)


@pytest.mark.parametrize(
    "list_of_words", [data.nouns, data.verbs, data.others, data.strong_forms, data.splits]
)
def test_stems_begin_as_their_words_let_expect(list_of_words):
    # Every eighth: all take too long.
    stems = {word: forms_of(word, asked=True).stem for word in sorted(list_of_words())[::8]}
    assert [
        word for word, stem in stems.items() if stem and beginning_of(stem) not in beginnings_of_stem(word)
    ] == []


@pytest.mark.wordlist
@pytest.mark.skipif(not NGERMAN.exists(), reason="wngerman is not installed (apt install wngerman)")
def test_women_and_men_have_one_stem_in_a_large_word_list():
    words = NGERMAN.read_text("utf-8").split()
    known = set(words)
    pairs = [
        (word.removesuffix("nen"), word.removesuffix("innen"))
        for word in words
        if word.endswith("erinnen") and word.removesuffix("innen") in known
    ]
    wrong = [
        woman
        for woman, man in pairs
        if len({forms_of(each).stem for each in (woman + "nen", woman, man)}) > 1
    ]
    assert len(pairs) > 500
    assert len(wrong) < len(pairs) / 50, wrong[:20]


PERSONS = (
    ("zeuge", "zeugin"),
    ("bote", "botin"),
    ("lotse", "lotsin"),
    ("experte", "expertin"),
    ("pädagoge", "pädagogin"),
    ("psychologe", "psychologin"),
    ("fotograf", "fotografin"),
    ("student", "studentin"),
    ("kollege", "kollegin"),
    ("arzt", "ärztin"),
    ("anwalt", "anwältin"),
    ("rat", "rätin"),
    ("bauer", "bäuerin"),
    ("leiter", "leiterin"),
    ("künstler", "künstlerin"),
)


@pytest.mark.parametrize(("man", "woman"), PERSONS)
@pytest.mark.parametrize("first", ["Zeit", "Dorf", "Landes", "Schul", "Kinder"])
def test_women_and_men_have_one_stem_in_compounds(first, man, woman):
    assert len({forms_of(first + each).stem for each in (man, woman, woman + "nen")}) == 1


@pytest.mark.parametrize(
    ("participle", "person"),
    [("Radfahrende", "Radfahrer"), ("Rollstuhlfahrenden", "Rollstuhlfahrerin"), ("Lehrende", "Lehrer")],
)
def test_a_participle_stands_for_a_person(participle, person):
    assert forms_of(participle).stem == forms_of(person).stem


def test_a_participle_of_a_verb_with_a_particle_is_none():
    assert forms_of("weiterführende").stem == forms_of("weiterführen").stem


@pytest.mark.wordlist
@pytest.mark.skipif(not NGERMAN.exists(), reason="wngerman is not installed (apt install wngerman)")
def test_forms_of_regular_verbs_have_one_stem_in_a_large_word_list():
    known = {data.fold(word) for word in NGERMAN.read_text("utf-8").split() if word.islower()}
    verbs = sorted(verb for verb in data.verbs() & known if verb.endswith("en"))[::4]
    forms = [
        (verb, form)
        for verb in verbs
        for root in (verb[:-2],)
        for form in (root + "t", root + "te", f"ge{root}t", root + "end", root + "ende")
        if form in known
    ]
    wrong = [
        form for verb, form in forms if forms_of(form, asked=True).stem != forms_of(verb, asked=True).stem
    ]
    assert len(forms) > 2_000
    assert len(wrong) < len(forms) / 40, wrong[:20]
