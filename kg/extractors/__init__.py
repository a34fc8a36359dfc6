"""Doc -> Records: quotes, figures and relations, by grammar and lexicon."""
