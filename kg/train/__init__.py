"""The recipe that makes the English pipeline: corpora -> training -> package -> model card."""
