import pytest

from kg.lang.forms import acronym, base_forms, homes


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("denies", "deny"),
        ("denied", "deny"),
        ("plans", "plan"),
        ("planned", "plan"),
        ("planning", "plan"),
        ("causes", "cause"),
        ("caused", "cause"),
        ("causing", "cause"),
        ("reaches", "reach"),
        ("agreed", "agree"),
        ("men's", "men's"),
    ],
)
def test_base_form_is_among_the_possible_ones(form, base):
    assert base in (*base_forms(form), form)


@pytest.mark.parametrize("word", ["", "a", "is", "press", "sing", "red", "Ω", "ings"])
def test_short_words_and_others_are_not_cut_to_nothing(word):
    assert all(len(form) > 2 for form in base_forms(word))


@pytest.mark.parametrize(
    ("demonym", "home"),
    [
        ("Ruritanian", "Ruritania"),
        ("Ruritanians", "Ruritania"),
        ("Velmaran", "Velmara"),
        ("Norlander", "Norland"),
        ("Lorvese", "Lorve"),
        ("Zubrowkan", "Zubrowka"),
    ],
)
def test_home_is_among_the_possible_ones(demonym, home):
    assert home in homes(demonym)


def test_acronym_leaves_small_words_out():
    assert acronym("Union of the Dockers of Om") == "UDO"
    assert acronym("") == ""
