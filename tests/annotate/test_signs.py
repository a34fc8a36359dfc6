"""What the words beside a name, and the names beside it, tell of what it names."""

import pytest

from kg.annotate.names import NAMES
from kg.annotate.pipeline import annotate, load_pipeline
from kg.model import Article


@pytest.fixture(scope="module")
def nlp(pipeline):
    return load_pipeline(pipeline)


def classes(nlp, text):
    doc = annotate(Article(id="a", path="a", text=text), nlp)
    return {span.text: span.label_ for span in doc.spans[NAMES]}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # what bodies have, do, and have done to them
        ("Shares in Tarvel fell. Tarvel founder Ada Roux resigned.", "Tarvel", "Organization"),
        ("The pumps, made by Orsell, leaked. Orsell apologised.", "Orsell", "Organization"),
        ("Chipmaker Vandrel said orders had dried up.", "Vandrel", "Organization"),
        ("Rival Corvane cut prices.", "Corvane", "Organization"),
        ("Norrin, which owns four mines, said it would sell two.", "Norrin", "Organization"),
        ("Ada Roux joined Serrana from Brevik last year.", "Serrana", "Organization"),
        # an unknown name that speaks, and is nowhere a place
        ("Halvane said it would appeal. Halvane has 40 days.", "Halvane", "Organization"),
        ("Troops crossed into Halvane. Halvane said it would respond.", "Halvane", "Country"),
        # places
        ("The train to Dunvel was late. It left Dunvel at noon.", "Dunvel", "City"),
        ("The moon Talvora has ice.", "Talvora", "Place"),
        # people
        ("His neighbour Hana Yosef lost her maize.", "Hana Yosef", "Person"),
        # works
        ("The film Lluvia opens in May.", "Lluvia", "Document"),
    ],
)
def test_words_beside_a_name(nlp, text, name, expected):
    assert classes(nlp, text)[name] == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The crew of the Marina Dusk left in boats. The Marina Dusk sank.", "Marina Dusk"),
        ("The trawler Silver Gull, built in 1990, sank off the coast.", "Silver Gull"),
        ("The tug Bruna reached the wreck at noon. Bruna towed it to Riga.", "Bruna"),
        ("The probe Kestrel flew past the moon. Kestrel will be switched off.", "Kestrel"),
        ("She won the Booker Prize in May.", "Booker Prize"),
    ],
)
def test_what_has_no_class_of_ours_is_no_name(nlp, text, name):
    assert name not in classes(nlp, text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Debris was seen along the shore.", "Debris"),
        ("Landslides blocked the road to Tarnov.", "Landslides"),
        ("Revenue at Calder fell by a tenth.", "Revenue"),
        ("Drought has spread to the coast.", "Drought"),
    ],
)
def test_common_nouns_that_begin_a_sentence(nlp, text, name):
    assert name not in classes(nlp, text)


@pytest.mark.model
def test_a_common_noun_that_owns_or_stands_elsewhere_is_a_name(nlp):
    assert "Labour" in classes(nlp, "Labour's leader, Ada Roux, resigned.")
    assert "Frost" in classes(nlp, "Frost resigned. Ada Roux thanked Frost for his work.")


@pytest.mark.model
def test_names_named_together_are_of_one_sort(nlp):
    text = "The road to Tarnov and Lesk was cut. Buses run between Tarnov and Lesk."
    found = classes(nlp, text)
    assert found["Tarnov"] == found["Lesk"] == "City"


@pytest.mark.model
def test_a_body_named_after_a_place_does_not_make_a_body_of_it(nlp):
    text = (
        "He told Radio Velsa that he had fled. The ship had left Velsa for Riga; Velsa is a town."
    )
    found = classes(nlp, text)
    assert (found["Radio Velsa"], found["Velsa"]) == ("NewsOutlet", "City")
    found = classes(nlp, "Under the Treaty of Lasko, they vote. They live mainly in Lasko.")
    assert (found["Treaty of Lasko"], found["Lasko"]) == ("Document", "City")


@pytest.mark.model
def test_a_person_after_the_place_of_an_office_is_no_part_of_the_place(nlp):
    found = classes(nlp, "Minister for the Middle East Ada Dorn visited the camp.")
    assert found.get("Middle East") == "Place"
    assert "Middle East Ada Dorn" not in found


@pytest.mark.model
def test_an_office_before_a_name_in_commas_makes_a_person(nlp):
    found = classes(nlp, "The coach, Petra Almstad, sent on three forwards.")
    assert found["Petra Almstad"] == "Person"
