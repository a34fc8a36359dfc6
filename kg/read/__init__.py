"""path -> Article: text, HTML and JSON Lines, with site noise marked."""
