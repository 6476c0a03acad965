"""Languages that people speak, by their English names."""

LANGUAGE = (
    r"(?:English|Spanish|French|German|Italian|Portuguese|Mandarin|Chinese|Cantonese|Japanese|Korean|"
    r"Arabic|Russian|Polish|Dutch|Swedish|Norwegian|Danish|Finnish|Greek|Turkish|Hindi|Urdu|Bengali|"
    r"Tamil|Farsi|Persian|Hebrew|Welsh|Irish|Gaelic|Catalan|Basque|Czech|Hungarian|Romanian|Ukrainian|"
    r"Vietnamese|Thai|Swahili|Yoruba|Igbo|sign language|Latin|Esperanto)"
)
"""A pattern for any of them."""
