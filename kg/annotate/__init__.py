"""Article -> Doc: spaCy components that leave names, cues, quotations and mention chains."""
