"""Lines of a page begin with "= " (body), "- " (noise) or "+ " (the paragraph runs on)."""

import pytest

from kg.model import Article
from kg.ontology import load
from kg.read.furniture import Furniture
from kg.read.statements import marked

PAGES = {
    "plain article": """
        = Ferry to Oster Island runs aground in fog

        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        = "Nobody was hurt, and the soup stayed in the bowls," said the captain, Wilma Torr.
    """,
    "menu above, share buttons below": """
        - Home
        - News
        - Sport
        - Sign in
        = Ferry to Oster Island runs aground in fog
        - By Jorn Mickle
        - 3 May 2024
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - Share
        - Facebook
        - X
        - Copy link
    """,
    "menu in a row": """
        - Home News Sport Weather Sign in
        = Ferry to Oster Island runs aground in fog
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - Facebook Twitter WhatsApp Email
    """,
    "menu with bars, breadcrumb with arrows": """
        - Skip to main content
        - Front page | Harbour | Island life | Tides | Log in
        - Home › Harbour › Accidents
        = Ferry to Oster Island runs aground in fog
        - Jorn Mickle | Updated 3 May 2024, 16:20 | 3 min read
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
    """,
    "teasers with snippets and links below": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        = The company said that it would look into the matter.

        - LATEST STORIES

        - Council votes to mend the old bridge

        - The bridge has been closed to carts since the spring flood, and the council now wants...
        - Read more
        - Council votes to mend the old bridge

        - Goose wins the village lottery

        - It was the third win for the goose, whose owner has promised to...
        - Read more
        - Goose wins the village lottery
    """,
    "teasers whose snippets are sentences": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        = The company said that it would look into the matter.

        - You may also like

        - Council votes to mend the old bridge
        - The bridge has been closed to carts since the spring flood.

        - Goose wins the village lottery
        - It was the third win for the goose.
    """,
    "teasers with links and no heading": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        = The company said that it would look into the matter.

        - Council votes to mend the old bridge
        - The bridge has been closed to carts since the spring flood.
        - Continue reading

        - Goose wins the village lottery
        - It was the third win for the goose.
        - Continue reading
    """,
    "list of links between paragraphs": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        - Read more
        - The island that fog forgot
        - Ten lighthouses and who lives in them

        = The company said that it would look into the matter.
    """,
    "list of links between paragraphs, an empty line after every line": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        - Most read

        - The island that fog forgot

        - Ten lighthouses and who lives in them

        = The company said that it would look into the matter.

        = It has run the line since 1931.
    """,
    "numbered list without empty lines": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - Trending now
        - 1. The island that fog forgot
        - 2. Who lives in a lighthouse?
        - 3. Goose wins the lottery!
        = The company said that it would look into the matter.
    """,
    "single links between paragraphs": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - Read more: ‘We saw the rock too late’: a captain remembers
        = The company said that it would look into the matter.
        - ALSO READ | The island that fog forgot
        = It has run the line since 1931.
        - Related: Ten lighthouses
    """,
    "advertisement between paragraphs": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - Advertisement
        = The company said that it would look into the matter.
        - ADVERTISEMENT - CONTINUE READING BELOW
        = It has run the line since 1931.
        - Story continues below
        = The next ferry leaves on Sunday.
    """,
    "credits": """
        - Photo: Oster Gazette / Lina Brock
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - The ferry on the rocks on Friday. Photograph by Lina Brock/Reuters
        = The company said that it would look into the matter.
        - (Image © L. Brock)
        - With additional reporting by Tam Ferrow
        - With agency inputs
    """,
    "newsletter, cookies, copyright": """
        - We use cookies to make this site better. By going on you agree to our terms.
        - Accept all
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - Sign up for The Tide, our weekly newsletter. You can unsubscribe at any time.
        = The company said that it would look into the matter.
        - Subscribe now for only 2 crowns a week
        - Follow the Gazette on WhatsApp
        - © 2024 Oster Gazette. All rights reserved.
        - Terms of use | Privacy | Contact
    """,
    "newsletter below, with its name": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - The Morning Fog
        - Get our daily newsletter. It is free of charge.
    """,
    "table at the end": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        = Year Accidents Dead
        = 2022 3 0
        = 01/02/2022 Old Tooth
        = 03/04/2022 Aldar Pier
    """,
    "tags and addresses": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - Tags: ferries, fog, Oster Island
        - #ferry #fog
        - https://gazette.example/oster/ferry
        - news@gazette.example
    """,
    "section and agency around the title": """
        - Harbour-News

        = Ferry to Oster Island runs aground in fog

        = Fog, a tired watch and a rock that is on every chart

        - Oster News Agency

        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
    """,
    "section above a text without a title": """
        - Harbour
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
    """,
    "subheadings stay": """
        = Ferry to Oster Island runs aground in fog
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = What happened?
        = The watch saw the rock when it was too late to turn, the company said.
        = A rock on every chart
        = The rock has a name, the Old Tooth.
        = Saturday
        = Divers went down to look at the hull.
    """,
    "dates as subheadings stay": """
        = How the ferry came off the rock

        = The ferry lay on the rock for a week, and this is how it came off again.

        = 3 May 2024

        = The ferry ran aground with 212 people aboard.

        = 10 May 2024

        = Two tugs pulled it free at high water.
    """,
    "search results": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday, and the ...
        = ... company said that it would look into the matter. The captain, Wilma Torr, ...
        = Divers who went down on Saturday found a hole of two metres, Radio Oster reported,
        = It has run the line since 1931.
    """,
    "words of noise in sentences": """
        = The mayor told the crowd to read more and shout less.
        = "Follow us," the pilot said. "We know the way home."
        = Photo by photo the archive was saved, and for three nights the film hung over beds to dry.
        = More from habit than from hope, the widow went to the pier every evening.
        = By Friday the water had fallen by two metres.
        = The company updated its privacy policy, a regulator said.
        = Published reports of the accident differ, the company said.
        = She works for the news desk of Radio Oster.
    """,
    "article cut off by a pay wall": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        = The company said that it would look into the matter, but would not say who was…

        - Continue reading
    """,
    "title again below": """
        = Ferry to Oster Island runs aground in fog
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - Ferry to Oster Island runs aground in fog
    """,
    "table rows stay": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = Year | Accidents | Dead
        = 2022 | 3 | 0
        = 2023 | 1 | 2
        = The company said that it would look into the matter.
    """,
    "comments": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - 12 Comments
        - Leave a comment
        - Join the conversation
    """,
    "captions and labels of their own": """
        = Ferry to Oster Island runs aground in fog
        - Published
        - 3 May 2024
        - Image source, Oster Coastguard
        - Image caption, The ferry on the Old Tooth
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        - FILE PHOTO: The Wild Goose in the summer before, when nobody in it knew of the rock
        = The company said that it would look into the matter.
        - Related Topics
        - Ferries
        - Oster Island
    """,
    "byline, reading time, date with a time of day before it": """
        = Ferry to Oster Island runs aground in fog
        - By Jorn Mickle and Ada Sund, Oster Gazette
        - 2 minute read
        - Updated 1:23 PM EDT, Fri May 3, 2024
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
    """,
    "signed off by agency": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - (Reporting by Jorn Mickle; Editing by Ada Sund)
        - Last modified on Fri 3 May 2024 14.20 BST
    """,
    "list of links, counted": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.

        - Recommended Stories
        - list of 2 items
        - list 1 of 2
        - The island that fog forgot
        - list 2 of 2
        - Ten lighthouses and who lives in them
        - end of list

        = The company said that it would look into the matter.
    """,
    "title that is a question": """
        - Long reads
        = Who put the rock there?
        = The Old Tooth is on every chart, and yet a ferry hit it on Friday.
        = The company said that it would look into the matter.
    """,
    "teaser block above the article": """
        - Breaking news
        - Goose wins the village lottery
        - Read more

        = Ferry to Oster Island runs aground in fog

        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
    """,
    "heading of a list above the article": """
        - Latest news

        = Ferry to Oster Island runs aground in fog

        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
    """,
    "related list at the end, no empty lines": """
        = A ferry with 212 people aboard ran aground off Oster Island on Friday.
        = The company said that it would look into the matter.
        - More on this story
        - Council votes to mend the old bridge
        - Goose wins the village lottery
        - Who lives in a lighthouse?
        - Follow us on Instagram
        - Oster Gazette
    """,
    "speech in single lines": """
        = “We saw it too late.”
        = “How late?”
        = “Too late.”
        = This is what the pilot and the captain said to each other, the recorder shows.
    """,
    "wrapped at eighty characters": """
        = Ferry to Oster Island runs aground in fog

        = A ferry with 212 people aboard ran aground off Oster Island on Friday, and the
        + company that runs it said that it would look into the matter before anybody was
        + allowed aboard again.

        = "Nobody was hurt, and the soup stayed in the bowls," said the captain of the
        + ferry, Wilma Torr, who has sailed to the island for twenty years and had never
        + touched the rock before.
    """,
    "only noise is all body": """
        = Read more
        = Share
    """,
    "one line": """
        = Goose wins the lottery
    """,
    "no words": """
        = !!!
        = ???
    """,
}


@pytest.fixture(scope="module")
def furniture():
    return Furniture(load())


def page(lines):
    text, body = "", []
    for line in lines.strip("\n").rstrip(" ").splitlines():
        line = line.strip()
        if line.startswith("+ "):  # the paragraph runs on
            body[-1] = (body[-1][0], len(text) + len(line) - 2)
        if line.startswith("= "):
            body.append((len(text), len(text) + len(line) - 2))
        text += line[2:] + "\n"
    return text, body


@pytest.mark.parametrize("name", PAGES)
def test_marks_body(name, furniture):
    text, body = page(PAGES[name])
    article = marked(Article(id="a", path="a", text=text), furniture)
    assert [article.exact(span) for span in article.body] == [text[a:b] for a, b in body]


@pytest.mark.parametrize("name", PAGES)
def test_line_ends_make_no_difference(name, furniture):
    text, body = page(PAGES[name])
    article = marked(Article(id="a", path="a", text=text.replace("\n", "\r\n")), furniture)
    found = [article.exact(span).replace("\r\n", "\n") for span in article.body]
    assert found == [text[a:b] for a, b in body]
